package dev.figment.cuda;

import dev.figment.Precision;

/** The conformance suite on a real GPU; where there is none, it is skipped with the reason. */
class CudaConformanceTest extends KernelConformance {
  CudaConformanceTest() {
    super(new RealProvider(), Precision.FP32, 1e-5, 1);
  }
}
