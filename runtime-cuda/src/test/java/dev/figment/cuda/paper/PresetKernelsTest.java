package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Precision;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.standin.Compilers;
import dev.figment.cuda.standin.KernelCompiler;
import dev.figment.graph.Program;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kernels of the library's recipes, compiled for a GPU that need not be there. */
class PresetKernelsTest {
  private static final int BATCH = 64;

  private static final List<Precision> PRECISIONS =
      List.of(Precision.FP32, Precision.BF16, Precision.FP16);

  @Test
  void every_kernel_of_the_presets_compiles_for_a_gpu_without_warnings() {
    assumeTrue(Compilers.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assumeTrue(Compilers.exists("g++"), "there is no g++, which nvcc needs");
    Map<String, KernelText> kernels = new LinkedHashMap<>();
    for (String name : Presets.names()) {
      for (Precision precision : PRECISIONS) {
        for (Program program : Presets.programs(name, BATCH, precision)) {
          for (KernelText kernel : new PaperPlan(program).kernels()) {
            kernels.put(kernel.getName(), kernel);
          }
        }
      }
    }
    assertThat(kernels).hasSizeGreaterThan(2000);
    assertThat(kernels.values().stream().filter(kernel -> kernel.getText().contains("bf16* ")))
        .hasSizeGreaterThan(300);
    assertThat(kernels.values().stream().filter(kernel -> kernel.getText().contains("fp16* ")))
        .hasSizeGreaterThan(300);
    new KernelCompiler(Path.of("target", "presets")).forGpu(kernels.values(), "presets", "sm_90");
  }
}
