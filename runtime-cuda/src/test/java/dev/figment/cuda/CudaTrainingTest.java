package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.cuda.driver.CudaLibraries;
import org.jspecify.annotations.Nullable;

/** Trainings on a real GPU, where there is one. */
class CudaTrainingTest extends TrainingConformance {
  @Override
  @Nullable String problem() {
    return CudaLibraries.problem();
  }

  @Override
  Backend open() {
    return new CudaProvider().open();
  }
}
