package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.Precision;
import dev.figment.backend.BackendProvider;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.paper.PaperDevice;
import dev.figment.cuda.source.KernelText;
import dev.figment.testing.BackendConformance;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.util.List;
import java.util.Set;

/**
 * The conformance suite in one precision, with every value in 16 bits that may lie so, however
 * small it is. The kernels of all programs are compiled at once: that is many times faster.
 */
abstract class KernelConformance extends BackendConformance {
  private static final int LARGE = 0;

  /**
   * Products one behind the other, whose factors have eight bits in bf16. Rounding those and what
   * convolutions give takes all but the last beyond what holds for other cases; twice is enough.
   */
  private static final Set<String> DEEP =
      Set.of(
          "attention",
          "recurrent unit, two steps",
          "small convolutional net",
          "upsampling net",
          "gradient penalty of a dense critic",
          "gradient penalty of a convolutional critic",
          "gradient penalty through a layer norm");

  private final GpuProvider provider;
  private final Precision precision;
  private final double tolerance;
  private final int every;
  private List<KernelText> kernels = List.of();

  /**
   * Compares some cases.
   *
   * @param every one of so many cases is compared
   */
  KernelConformance(GpuProvider provider, Precision precision, double tolerance, int every) {
    this.provider = provider;
    this.precision = precision;
    this.tolerance = tolerance;
    this.every = every;
  }

  @Override
  protected final BackendProvider provider() {
    return provider;
  }

  @Override
  protected final Precision precision() {
    return precision;
  }

  @Override
  protected final double tolerance() {
    return tolerance;
  }

  @Override
  protected final double tolerance(OpCase row) {
    boolean deep = precision == Precision.BF16 && DEEP.contains(row.getName());
    return deep ? 2 * tolerance : tolerance;
  }

  /** Small differences of three numbers, differentiated twice, have no digit left if rounded. */
  @Override
  protected final boolean compares(OpCase row, int order) {
    boolean steep = order > 0 && row.getName().equals("gradient penalty through a layer norm");
    return super.compares(row, order)
        && !(steep && precision != Precision.FP32)
        && Math.floorMod(row.getName().hashCode(), every) == 0;
  }

  @Override
  protected final Backend open() {
    Gpu gpu = provider.gpu();
    if (kernels.isEmpty()) {
      kernels = all();
      gpu.prepare(kernels);
    }
    return new CudaBackend(gpu, LARGE);
  }

  /** The kernels of all programs, once the backend is open. */
  final List<KernelText> kernels() {
    return kernels;
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
}
