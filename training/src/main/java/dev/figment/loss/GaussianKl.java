package dev.figment.loss;

import dev.figment.FigmentException;
import dev.figment.Tensor;

/** The Kullback-Leibler divergence of a diagonal normal distribution from the standard one. */
public final class GaussianKl {
  private GaussianKl() {}

  /**
   * The divergence of each latent dimension, in nats, {@code [N, latent]} (Kingma and Welling 2014,
   * appendix B): {@code (mean^2 + exp(logVariance) - 1 - logVariance) / 2}.
   */
  public static Tensor perDimension(Tensor mean, Tensor logVariance) {
    return mean.square().plus(logVariance.exp()).minus(logVariance).minus(1).times(0.5);
  }

  /**
   * The divergence of each example with free bits: each latent dimension counts at least this many
   * nats on average over the batch, so that it is not pressed below (Kingma et al. 2016, eq. 15).
   *
   * @return the part of the loss, one number for the mean over the batch
   */
  public static Tensor withFreeBits(Tensor perDimension, double nats) {
    if (!(nats >= 0)) {
      throw new FigmentException("free bits cannot be " + nats + " nats", "use 0 or more");
    }
    return perDimension.mean(0).max(nats).sum();
  }
}
