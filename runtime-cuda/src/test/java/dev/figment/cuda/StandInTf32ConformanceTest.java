package dev.figment.cuda;

import dev.figment.Precision;

/** All cases, as near as fp16, whose factors have as many bits. */
class StandInTf32ConformanceTest extends StandInKernels {
  StandInTf32ConformanceTest() {
    super(Precision.TF32, 5e-3, 1);
  }
}
