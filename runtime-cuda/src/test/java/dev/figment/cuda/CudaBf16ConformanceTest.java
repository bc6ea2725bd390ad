package dev.figment.cuda;

import dev.figment.Precision;

/** The same with values in 16 bits; as near as on the stand-in. */
class CudaBf16ConformanceTest extends KernelConformance {
  CudaBf16ConformanceTest() {
    super(new RealProvider(), Precision.BF16, 1e-2, 1);
  }
}
