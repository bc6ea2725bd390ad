package dev.figment.cuda;

import dev.figment.Precision;

/** The same with values in 16 bits of another kind; as near as on the stand-in. */
class CudaFp16ConformanceTest extends KernelConformance {
  CudaFp16ConformanceTest() {
    super(new RealProvider(), Precision.FP16, 5e-3, 1);
  }
}
