package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.cuda.standin.StandIn;
import org.jspecify.annotations.Nullable;

/** Trainings on libraries that play CUDA's. */
class StandInTrainingTest extends TrainingConformance {
  @Override
  @Nullable String problem() {
    return StandIn.problem();
  }

  @Override
  Backend open() {
    return new CudaBackend(StandInProvider.gpu(), 0);
  }
}
