package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.backend.BackendProvider;
import dev.figment.cuda.emulated.KernelCompiler;
import dev.figment.cuda.source.KernelText;
import dev.figment.testing.BackendConformance;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a GPU would compute: the kernels' texts run on the processor. Products and convolutions are
 * the emulation's own, so that these show layouts and not libraries.
 */
class EmulatedConformanceTest extends BackendConformance {
  private final EmulatedProvider provider = new EmulatedProvider();
  private List<KernelText> kernels = List.of();

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  @Override
  protected Backend open() {
    Backend backend = provider.open();
    if (kernels.isEmpty()) {
      provider.device().collect();
      for (OpCase row : OpCases.all()) {
        for (int order = 0; order <= row.getOrder(); order++) {
          backend.compile(row.build(DType.F32, order).getProgram());
        }
      }
      for (StepCase row : StepCase.all()) {
        backend.compile(row.build());
      }
      kernels = provider.device().compileCollected();
    }
    return backend;
  }

  @Test
  void every_kernel_compiles_for_a_gpu_without_warnings() {
    assumeTrue(KernelCompiler.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assertThat(kernels).hasSizeGreaterThan(1000);
    EmulatedProvider.COMPILER.forGpu(kernels, "conformance", "sm_90");
  }
}
