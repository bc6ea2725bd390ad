package dev.figment.cuda;

import dev.figment.Precision;

class StandInFp16ConformanceTest extends HalfConformance {
  StandInFp16ConformanceTest() {
    super(Precision.FP16, 3e-3);
  }
}
