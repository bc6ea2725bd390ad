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
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernels of the library's recipes, compiled for a GPU that need not be there. */
class PresetKernelsTest {
  private static final int BATCH = 64;

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16", "FP16"})
  void every_kernel_of_the_presets_compiles_for_a_gpu_without_warnings(Precision precision) {
    assumeTrue(Compilers.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assumeTrue(Compilers.exists("g++"), "there is no g++, which nvcc needs");
    Map<String, KernelText> kernels = new LinkedHashMap<>();
    for (String name : Presets.names()) {
      for (Program program : Presets.programs(name, BATCH, precision)) {
        new PaperPlan(program).kernels().forEach(kernel -> kernels.put(kernel.getName(), kernel));
      }
    }
    assertThat(kernels).hasSizeGreaterThan(500);
    new KernelCompiler(Path.of("target", "presets"))
        .forGpu(kernels.values(), "presets-" + precision, "sm_90");
  }
}
