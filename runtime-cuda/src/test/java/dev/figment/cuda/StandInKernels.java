package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Precision;
import dev.figment.cuda.standin.Compilers;
import dev.figment.cuda.standin.KernelCompiler;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The conformance suite on the stand-in, whose kernels are also compiled for a GPU. */
abstract class StandInKernels extends KernelConformance {
  private final Precision precision;
  private final int most;

  StandInKernels(Precision precision, double tolerance, int every) {
    super(new StandInProvider(), precision, tolerance, every);
    this.precision = precision;
    this.most = 1000 / every;
  }

  @Test
  void every_kernel_compiles_for_a_gpu_without_warnings() {
    assumeTrue(Compilers.exists("nvcc"), "there is no nvcc to compile kernels for a GPU");
    assertThat(kernels()).hasSizeGreaterThan(most);
    String name = precision.toString();
    new KernelCompiler(Path.of("target", "nvcc")).forGpu(kernels(), name, "sm_90");
  }
}
