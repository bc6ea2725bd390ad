package dev.figment.cuda;

import dev.figment.Precision;

/**
 * The whole backend on libraries that play CUDA's: kernels run on the processor, in fibers in the
 * place of threads, and every call is checked as CUDA would. It shows no speed and no GPU.
 */
class StandInConformanceTest extends StandInKernels {
  StandInConformanceTest() {
    super(Precision.FP32, 1e-5, 1);
  }
}
