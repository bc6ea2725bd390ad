package dev.figment.cuda;

import dev.figment.Precision;

/** All cases. */
class StandInBf16ConformanceTest extends StandInKernels {
  StandInBf16ConformanceTest() {
    super(Precision.BF16, 1e-2, 1);
  }
}
