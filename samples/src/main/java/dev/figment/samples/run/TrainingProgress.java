package dev.figment.samples.run;

import dev.figment.train.EpochReport;
import dev.figment.train.StepReport;

/** Something that shows how far a training has come. */
public interface TrainingProgress extends AutoCloseable {
  /** Called after each step. */
  void step(StepReport report);

  /** Called after each epoch. */
  void epoch(EpochReport report);

  /** Called when training is over, or has failed. */
  @Override
  void close();
}
