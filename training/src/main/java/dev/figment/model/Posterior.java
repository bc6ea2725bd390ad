package dev.figment.model;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.loss.GaussianKl;

/** What an encoder says of images: a normal distribution of each latent dimension. */
final class Posterior {
  private final Tensor mean;
  private final Tensor logVariance;

  /** Of images {@code [B, ...]}, both {@code [B, latentSize]}. */
  Posterior(Tensor mean, Tensor logVariance) {
    this.mean = mean;
    this.logVariance = logVariance;
  }

  Tensor mean() {
    return mean;
  }

  Tensor logVariance() {
    return logVariance;
  }

  /** Latents drawn with standard normal noise {@code [..., B, latentSize]}. */
  Tensor latent(Tensor noise) {
    return mean.plus(logVariance.times(0.5).exp().times(noise));
  }

  /** The divergence from the prior, in nats per example. */
  Tensor kl() {
    return GaussianKl.perDimension(mean, logVariance).sum(1).mean();
  }

  /** What is minimised of the divergence: with free bits, times beta at a step. */
  Tensor klLoss(VaeSettings settings, Tensor step) {
    Tensor kl =
        settings.freeBits > 0
            ? GaussianKl.withFreeBits(GaussianKl.perDimension(mean, logVariance), settings.freeBits)
            : kl();
    return kl.times(settings.beta.at(step).reshape(Shape.SCALAR));
  }
}
