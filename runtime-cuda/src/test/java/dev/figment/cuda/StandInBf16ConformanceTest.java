package dev.figment.cuda;

import dev.figment.Precision;

class StandInBf16ConformanceTest extends HalfConformance {
  StandInBf16ConformanceTest() {
    super(Precision.BF16, 2e-2);
  }
}
