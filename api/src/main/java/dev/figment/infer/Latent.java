package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Philox;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where an encoder places one image in the latent space: a normal distribution with a mean and a
 * variance for each of its dimensions, all independent.
 */
public final class Latent {
  private final float[] mean;
  private final float[] logVariance;

  private Latent(float[] mean, float[] logVariance) {
    this.mean = mean;
    this.logVariance = logVariance;
  }

  /**
   * A place in the latent space.
   *
   * @throws FigmentException if the arrays differ in length
   */
  public static Latent of(float[] mean, float[] logVariance) {
    if (mean.length != logVariance.length) {
      throw new FigmentException(
          "a latent cannot have "
              + mean.length
              + " means and "
              + logVariance.length
              + " log-variances");
    }
    return new Latent(mean.clone(), logVariance.clone());
  }

  /** The number of dimensions. */
  public int getSize() {
    return mean.length;
  }

  /** The means, as a copy. */
  public float[] getMean() {
    return mean.clone();
  }

  /** The natural logarithms of the variances, as a copy. */
  public float[] getLogVariance() {
    return logVariance.clone();
  }

  /** A vector drawn from the distribution; equal seeds give equal vectors. */
  public float[] sample(long seed) {
    float[] vector = new float[mean.length];
    Philox.stream(seed, "latent sample").fillNormal(vector);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (mean[i] + Math.exp(0.5 * logVariance[i]) * vector[i]);
    }
    return vector;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Latent that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(logVariance, that.logVariance);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(mean) * 31 + Arrays.hashCode(logVariance);
  }

  /** For example {@code Latent [0.5, -1.25]}: the means. */
  @Override
  public String toString() {
    return "Latent " + Arrays.toString(mean);
  }
}
