package dev.figment.train;

import java.util.List;
import java.util.Map;

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

  /**
   * How training is after an epoch; nothing is known by default.
   *
   * @param training the model's training, with averaged weights in place if weights are averaged
   * @param terms the epoch's mean terms
   */
  public Health health(Training training, Map<String, Double> terms) {
    return Health.UNKNOWN;
  }

  /** The trained model, once training is over or has been interrupted. */
  public abstract T finish(Training training);
}
