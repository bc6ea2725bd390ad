package dev.figment.metric;

import java.util.Locale;

/**
 * How well points cover the modes of {@link ToyModes}, by the definitions of PacGAN (Lin et al.
 * 2018, section 4.1): a point is of high quality if it lies within three standard deviations of a
 * mode, and a mode is found if it has at least one such point.
 */
public final class ToyScore {
  private final long[] counts;
  private final int total;
  private final long highQuality;

  ToyScore(long[] counts, int total) {
    this.counts = counts;
    this.total = total;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    this.highQuality = sum;
  }

  /** The number of modes with at least one point of high quality. */
  public int getFound() {
    int found = 0;
    for (long count : counts) {
      found += count > 0 ? 1 : 0;
    }
    return found;
  }

  /** The share of points of high quality, from 0 to 1; of true points it is 0.989. */
  public double getHighQualityShare() {
    return (double) highQuality / total;
  }

  /**
   * The divergence of the modes' shares of the points of high quality from equal ones, {@code sum p
   * log(p K)}, in nats: from 0 to log K, which it also is if there is no such point.
   */
  public double getReverseKl() {
    return highQuality == 0 ? Math.log(counts.length) : ModeCount.klToUniform(counts, highQuality);
  }

  /** For example {@code 8 of 8 modes, 95.6 % of high quality, reverse KL 0.070}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d modes, %.1f %% of high quality, reverse KL %.3f",
        getFound(),
        counts.length,
        100 * getHighQualityShare(),
        getReverseKl());
  }
}
