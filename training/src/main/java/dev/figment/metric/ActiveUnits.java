package dev.figment.metric;

/**
 * The latent dimensions that carry something of the data: those whose posterior mean varies over
 * the data by a variance above 0.01 (Burda et al. 2016, section 5.2). None in a VAE whose posterior
 * has collapsed.
 */
public final class ActiveUnits {
  /** The variance, in squared units of the prior's deviation, above which a unit is active. */
  public static final double THRESHOLD = 0.01;

  private final double[] variances;

  private ActiveUnits(double[] variances) {
    this.variances = variances;
  }

  /**
   * The units of a VAE.
   *
   * @param means the posterior means, one row for each example of the data
   * @throws dev.figment.FigmentException if there are fewer than 2 examples
   */
  public static ActiveUnits of(Features means) {
    Check.atLeast("active units", means, 2);
    double[] mean = means.mean();
    double[] variances = new double[mean.length];
    for (int i = 0; i < means.getSize(); i++) {
      for (int j = 0; j < mean.length; j++) {
        double difference = means.get(i, j) - mean[j];
        variances[j] += difference * difference / (means.getSize() - 1);
      }
    }
    return new ActiveUnits(variances);
  }

  /** The number of active units. */
  public int getCount() {
    int count = 0;
    for (int i = 0; i < variances.length; i++) {
      count += isActive(i) ? 1 : 0;
    }
    return count;
  }

  /** The number of latent dimensions. */
  public int getSize() {
    return variances.length;
  }

  /** The variance of a unit's posterior mean over the data. */
  public double getVariance(int unit) {
    return variances[unit];
  }

  public boolean isActive(int unit) {
    return variances[unit] > THRESHOLD;
  }

  /** For example {@code 14 of 16 units active}. */
  @Override
  public String toString() {
    return getCount() + " of " + getSize() + " units active";
  }
}
