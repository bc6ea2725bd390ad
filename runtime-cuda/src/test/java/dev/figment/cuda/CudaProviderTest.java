package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
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
            """
            no backend works here
                cuda: taken by name only
                reference: taken by name only
                add figment-runtime-cpu (or figment-runtime-cuda) to the class path\
            """);
  }

  @Test
  void names_the_missing_natives_when_only_the_bindings_are_there() throws Exception {
    assertThat(Child.reason("-x86_64"))
        .isEqualTo(
            "the natives of the CUDA bindings are not on the class path; add org.bytedeco:cuda with"
                + " the classifier of this platform");
  }

  @Test
  void names_the_missing_bindings() throws Exception {
    assertThat(Child.reason("bytedeco"))
        .startsWith("the CUDA bindings are not on the class path (org.bytedeco.cuda.")
        .endsWith("); add org.bytedeco:cuda");
  }

  @Test
  void names_a_missing_driver() throws Exception {
    assumeThat(Files.exists(Path.of("/dev/nvidiactl"))).as("a GPU is here").isFalse();
    assertThat(Child.reason("nothing"))
        .startsWith("no NVIDIA driver is installed (")
        .endsWith("; install driver 580 or newer");
  }
}
