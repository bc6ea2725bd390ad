package dev.figment.cuda;

import dev.figment.Precision;

/** A third of the cases, to save time: kernels are those of bf16 with other conversions. */
class StandInFp16ConformanceTest extends StandInKernels {
  StandInFp16ConformanceTest() {
    super(Precision.FP16, 5e-3, 3);
  }
}
