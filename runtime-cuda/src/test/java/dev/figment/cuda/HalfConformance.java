package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.Precision;
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

/** The conformance suite with every value in 16 bits that may lie so, however small it is. */
abstract class HalfConformance extends BackendConformance {
  private static final int LARGE = 0;

  private final StandInProvider provider = new StandInProvider();
  private final Precision precision;
  private final double tolerance;
  private final int every;
  private List<KernelText> kernels = List.of();

  /**
   * Compares some cases.
   *
   * @param every one of so many cases is compared
   */
  HalfConformance(Precision precision, double tolerance, int every) {
    this.precision = precision;
    this.tolerance = tolerance;
    this.every = every;
  }

  @Override
  protected Precision precision() {
    return precision;
  }

  /** Small differences of three numbers, differentiated twice, have no digit left in bf16. */
  @Override
  protected boolean compares(OpCase row, int order) {
    boolean steep = order > 0 && row.getName().equals("gradient penalty through a layer norm");
    return super.compares(row, order)
        && !steep
        && Math.floorMod(row.getName().hashCode(), every) == 0;
  }

  @Override
  protected double tolerance() {
    return tolerance;
  }

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  @Override
  protected Backend open() {
    Gpu gpu = StandInProvider.gpu();
    if (kernels.isEmpty()) {
      kernels = all();
      gpu.prepare(kernels);
    }
    return new CudaBackend(gpu, LARGE);
  }

  private List<KernelText> all() {
    PaperDevice device = new PaperDevice();
    try (Backend backend = new CudaBackend(device, LARGE)) {
      for (OpCase row : OpCases.all()) {
        for (int order = 0; compares(row, order); order++) {
          backend.compile(row.build(DType.F32, order, precision).getProgram());
        }
      }
      for (StepCase row : StepCase.all()) {
        backend.compile(row.build(precision));
      }
    }
    return device.getKernels();
  }

  @Test
  void every_kernel_compiles_for_a_gpu_without_warnings() {
    assumeTrue(Compilers.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assertThat(kernels).hasSizeGreaterThan(1000 / every);
    new KernelCompiler(Path.of("target", "nvcc")).forGpu(kernels, precision.toString(), "sm_90");
  }
}
