package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.backend.BackendProvider;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.paper.PaperDevice;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.standin.Compilers;
import dev.figment.cuda.standin.KernelCompiler;
import dev.figment.testing.BackendConformance;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The whole backend on libraries that play CUDA's: kernels run on the processor, in fibers in the
 * place of threads, and every call is checked as CUDA would. It shows no speed and no GPU.
 */
class StandInConformanceTest extends BackendConformance {
  private final StandInProvider provider = new StandInProvider();
  private List<KernelText> kernels = List.of();

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  @Override
  protected Backend open() {
    Gpu gpu = StandInProvider.gpu();
    if (kernels.isEmpty()) {
      kernels = all();
      gpu.prepare(kernels); // All at once: that is many times faster than for each program.
    }
    return new CudaBackend(gpu);
  }

  private static List<KernelText> all() {
    PaperDevice device = new PaperDevice();
    try (Backend backend = new CudaBackend(device)) {
      for (OpCase row : OpCases.all()) {
        for (int order = 0; order <= row.getOrder(); order++) {
          backend.compile(row.build(DType.F32, order).getProgram());
        }
      }
      for (StepCase row : StepCase.all()) {
        backend.compile(row.build());
      }
    }
    return device.getKernels();
  }

  @Test
  void every_kernel_compiles_for_a_gpu_without_warnings() {
    assumeTrue(Compilers.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assertThat(kernels).hasSizeGreaterThan(1000);
    new KernelCompiler(Path.of("target", "nvcc")).forGpu(kernels, "conformance", "sm_90");
  }
}
