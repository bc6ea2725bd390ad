package dev.figment.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one epoch came to: mean terms in training and on validation data, and its speed. */
public final class EpochReport {
  private final int epoch;
  private final long step;
  private final Map<String, Double> training;
  private final Map<String, Double> validation;
  private final Health health;
  private final double seconds;
  private final long examples;

  EpochReport(
      int epoch,
      long step,
      Map<String, Double> training,
      Map<String, Double> validation,
      Health health,
      double seconds,
      long examples) {
    this.epoch = epoch;
    this.step = step;
    this.training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    this.validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    this.health = health;
    this.seconds = seconds;
    this.examples = examples;
  }

  /** The number of the epoch, from 1. */
  public int getEpoch() {
    return epoch;
  }

  /** The number of steps since training began. */
  public long getStep() {
    return step;
  }

  /** The mean loss in training, in nats per example for likelihood models. */
  public double getLoss() {
    return training.getOrDefault(Losses.LOSS, Double.NaN);
  }

  /**
   * The mean of each term in training; terms of phases other than the first are {@code phase.term}.
   */
  public Map<String, Double> getTerms() {
    return training;
  }

  /** The mean of each term on validation data; empty without such data. */
  public Map<String, Double> getValidation() {
    return validation;
  }

  /** How the training is: numbers and warnings, such as of mode or posterior collapse. */
  public Health getHealth() {
    return health;
  }

  /** The time that training took in this epoch, without validation, in seconds. */
  public double getSeconds() {
    return seconds;
  }

  public double getImagesPerSecond() {
    return seconds > 0 ? examples / seconds : 0;
  }

  /** For example {@code epoch 3: loss 107.2, reconstruction 82.1, kl 25.1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("epoch " + epoch + ":");
    training.forEach(
        (term, value) ->
            text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
                .append(term)
                .append(' ')
                .append(String.format(java.util.Locale.ROOT, "%.4g", value)));
    return text.toString();
  }
}
