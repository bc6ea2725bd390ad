package dev.figment.cuda;

import dev.figment.Precision;

/** All cases; only some compositions of several products are further off than 1e-2. */
class StandInBf16ConformanceTest extends StandInKernels {
  StandInBf16ConformanceTest() {
    super(Precision.BF16, 2e-2, 1);
  }
}
