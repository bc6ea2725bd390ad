package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CudaProviderTest {
  @Test
  void is_found_as_a_service_and_gives_a_reason() {
    BackendProvider provider =
        Backend.providers().stream()
            .filter(each -> each.getName().equals("cuda"))
            .findFirst()
            .orElseThrow();
    Probe probe = provider.probe();
    assertThat(probe.isAvailable()).isFalse();
    assertThat(probe.getReason()).isNotBlank();
    assertThat(provider.probe().getReason()).isEqualTo(probe.getReason());
  }

  @Test
  void opening_it_fails_with_the_reason() {
    String reason = new CudaProvider().probe().getReason();
    assertThatThrownBy(() -> Backend.named("cuda"))
        .isInstanceOf(FigmentException.class)
        .hasMessage("backend cuda does not work here\n    " + reason);
  }

  @Test
  void is_not_chosen_by_itself() {
    assertThatThrownBy(Backend::fastest)
        .hasMessage(
            "no backend works here\n    cuda: "
                + new CudaProvider().probe().getReason()
                + "\n    add figment-runtime-cpu (or figment-runtime-cuda) to the class path");
  }

  @Test
  void names_the_missing_natives_when_only_the_bindings_are_there() throws Exception {
    assertThat(reasonWithout("-x86_64"))
        .isEqualTo(
            "the natives of the CUDA bindings are not on the class path; add org.bytedeco:cuda with"
                + " the classifier of this platform");
  }

  @Test
  void names_the_missing_bindings() throws Exception {
    assertThat(reasonWithout("bytedeco"))
        .startsWith("the CUDA bindings are not on the class path (org.bytedeco.cuda.")
        .endsWith("); add org.bytedeco:cuda");
  }

  /** The reason that a child JVM prints whose class path lacks the entries with this text. */
  private static String reasonWithout(String text) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toString().contains(text))
            .collect(Collectors.joining(File.pathSeparator));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                PrintReason.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    return output.strip();
  }

  /** Prints the reason. */
  public static final class PrintReason {
    private PrintReason() {}

    public static void main(String[] arguments) {
      System.out.println(new CudaProvider().probe().getReason());
    }
  }
}
