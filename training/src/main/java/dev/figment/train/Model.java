package dev.figment.train;

import java.util.List;

/**
 * A recipe bound to a shape of data: its variables exist, its phases can be compiled.
 *
 * @param <T> what training gives
 */
public abstract class Model<T> {
  /** What a training step consists of, in order. */
  public abstract List<Phase> getPhases();

  /** The terms that evaluation reports for a batch, in inference mode. */
  public abstract Losses evaluate(StepContext context);

  /** The trained model, once training is over or has been interrupted. */
  public abstract T finish(Training training);
}
