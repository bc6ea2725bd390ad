package dev.figment.metric;

import dev.figment.FigmentException;
import java.util.Locale;

/**
 * How many modes (classes) generated examples reach, and how evenly, from the labels that a
 * classifier gives them (Srivastava et al. 2017, section 4.2).
 */
public final class ModeCount {
  private final long[] counts;
  private final long total;

  private ModeCount(long[] counts, long total) {
    this.counts = counts;
    this.total = total;
  }

  /**
   * Counts labels.
   *
   * @param labels one for each example, from 0 to below {@code modes}
   * @throws FigmentException if there are none, or one is out of range
   */
  public static ModeCount of(int[] labels, int modes) {
    if (labels.length == 0) {
      throw new FigmentException("there are no labels to count", "generate some examples")
          .at("mode count");
    }
    long[] counts = new long[Math.max(0, modes)];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= counts.length) {
        throw new FigmentException(
                "example "
                    + i
                    + " has the label "
                    + labels[i]
                    + ", but there are "
                    + modes
                    + " modes",
                "labels count from 0 to below the number of modes")
            .at("mode count");
      }
      counts[labels[i]]++;
    }
    return new ModeCount(counts, labels.length);
  }

  /**
   * Counts combinations of labels, as of the three digits of an image of stacked MNIST.
   *
   * @param classes the number of classes of each part
   * @param parts the labels of each part, all of the same length
   */
  public static ModeCount stacked(int classes, int[]... parts) {
    int modes = 1;
    int[] labels = new int[parts.length == 0 ? 0 : parts[0].length];
    for (int[] part : parts) {
      if (part.length != labels.length) {
        throw new FigmentException(
                "one part has " + part.length + " labels, another one " + labels.length,
                "each example needs a label for each of its parts")
            .at("mode count");
      }
      of(part, classes);
      modes = Math.multiplyExact(modes, classes);
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] * classes + part[i];
      }
    }
    return of(labels, modes);
  }

  /** The number of modes with at least one example. */
  public int getFound() {
    int found = 0;
    for (long count : counts) {
      found += count > 0 ? 1 : 0;
    }
    return found;
  }

  /** The number of modes that there are. */
  public int getModes() {
    return counts.length;
  }

  /** The number of examples of a mode. */
  public long getCount(int mode) {
    return counts[mode];
  }

  /**
   * The divergence of the modes' frequencies from equal ones, {@code sum p log(p K)}, in nats: from
   * 0 to log K where all examples are of one mode.
   */
  public double getKlToUniform() {
    return klToUniform(counts, total);
  }

  static double klToUniform(long[] counts, long total) {
    double sum = 0;
    for (long count : counts) {
      double p = (double) count / total;
      sum += count > 0 ? p * Math.log(p * counts.length) : 0;
    }
    return Math.max(0, sum);
  }

  /** For example {@code 9 of 10 modes, KL to uniform 0.132 nats}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d modes, KL to uniform %.3f nats",
        getFound(),
        getModes(),
        getKlToUniform());
  }
}
