package dev.figment.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.cuda.paper.PaperWork;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Prelude;
import dev.figment.cuda.standin.Hollow;
import dev.figment.cuda.standin.KernelCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * NVIDIA's own NVRTC compiles kernels without a GPU, and knows less than nvcc. To be run alone,
 * with {@code -Dfigment.nvrtc=FOLDER}, where its libraries are, and {@code -Dfigment.architecture}
 * for another kind of GPU than sm_90.
 */
class NvrtcTest {
  private static final String FOLDER = System.getProperty("figment.nvrtc", "");
  private static final String ARCHITECTURE = System.getProperty("figment.architecture", "sm_90");
  private static final int TOGETHER = 32;

  @BeforeAll
  static void load() {
    assumeTrue(!FOLDER.isEmpty(), "-Dfigment.nvrtc names no folder of NVRTC's libraries");
    Hollow.load(Path.of(FOLDER), List.of("libnvrtc.so.13"));
  }

  @Test
  void it_compiles_every_kernel_of_the_presets_and_of_the_conformance_suite() {
    Map<String, KernelText> kernels = new LinkedHashMap<>();
    for (Precision precision : Precision.values()) {
      for (KernelText kernel : new PaperWork(precision).getKernels()) {
        kernels.put(kernel.getName(), kernel);
      }
    }
    assertThat(kernels).hasSizeGreaterThan(4000);
    List<String> texts = new ArrayList<>(KernelCompiler.forms(kernels.values()));
    Nvrtc compiler = new Nvrtc(new Calls(), ARCHITECTURE);
    long begun = System.nanoTime();
    for (int from = 0; from < texts.size(); from += TOGETHER) {
      int to = Math.min(texts.size(), from + TOGETHER);
      assertThat(compiler.compile(Prelude.TEXT + String.join("", texts.subList(from, to))))
          .startsWith(0x7f, 'E', 'L', 'F');
    }
    System.out.printf(
        "%s: %d kernels of %d, %.0f s%n",
        compiler.getTarget(), texts.size(), kernels.size(), (System.nanoTime() - begun) * 1e-9);
  }

  @Test
  void it_says_what_is_wrong_with_a_kernel() {
    Nvrtc compiler = new Nvrtc(new Calls(), ARCHITECTURE);
    assertThatThrownBy(() -> compiler.compile("__global__ void f() { g(); }"))
        .isInstanceOf(FigmentException.class)
        .hasMessageContaining("identifier \"g\" is undefined");
  }
}
