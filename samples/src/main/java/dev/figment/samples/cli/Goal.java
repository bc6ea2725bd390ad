package dev.figment.samples.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a training is over: after so many epochs, after some time, or after whichever comes first.
 *
 * @param epochs or null for any number
 * @param limit of this run, or null for any time
 */
record Goal(@Nullable Integer epochs, @Nullable Duration limit) {
  boolean isEndless() {
    return epochs == null && limit == null;
  }

  /** For example {@code 3/10}, or {@code 3} if the time decides. */
  String epoch(int number) {
    return epochs == null ? Integer.toString(number) : number + "/" + epochs;
  }

  /**
   * The share of the training that is done, from 0 to 1.
   *
   * @param epochsDone with parts of epochs
   * @param seconds since this run began
   */
  double share(double epochsDone, double seconds) {
    double share = epochs == null ? 0 : epochsDone / epochs;
    double ofTime = limit == null ? 0 : seconds / (limit.toMillis() * 1e-3);
    return Math.min(1, Math.max(share, ofTime));
  }

  /**
   * Seconds until the training is over.
   *
   * @param epochsDone with parts of epochs
   * @param epochsPerSecond in this run; 0 if that is not known
   * @param seconds since this run began
   */
  double secondsLeft(double epochsDone, double epochsPerSecond, double seconds) {
    double left = limit == null ? Double.POSITIVE_INFINITY : limit.toMillis() * 1e-3 - seconds;
    if (epochs != null && epochsPerSecond > 0) {
      left = Math.min(left, (epochs - epochsDone) / epochsPerSecond);
    }
    return Math.max(0, left);
  }
}
