package dev.figment.cuda;

import dev.figment.Precision;

/** The same with factors rounded for tensor cores. */
class CudaTf32ConformanceTest extends KernelConformance {
  CudaTf32ConformanceTest() {
    super(new RealProvider(), Precision.TF32, 5e-3, 1);
  }
}
