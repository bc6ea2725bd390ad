package dev.figment.model;

import dev.figment.Shape;
import dev.figment.Tensor;

/** What a VAE says of latents z drawn from its posterior, several for each image. */
final class LatentDraws {
  private final Posterior posterior;
  private final Tensor logLikelihood;
  private final Tensor priorOverPosterior;

  /**
   * Of k latents for each of B images.
   *
   * @param logLikelihood {@code log p(x|z)}, {@code [k, B]}
   * @param priorOverPosterior {@code log p(z) - log q(z|x)}, {@code [k, B]}
   */
  LatentDraws(Posterior posterior, Tensor logLikelihood, Tensor priorOverPosterior) {
    this.posterior = posterior;
    this.logLikelihood = logLikelihood;
    this.priorOverPosterior = priorOverPosterior;
  }

  Posterior posterior() {
    return posterior;
  }

  /** {@code -log p(x|z)}, in nats per example. */
  Tensor reconstruction() {
    return logLikelihood.mean().unaryMinus();
  }

  /** {@code log p(x|z) + log p(z) - log q(z|x)}, {@code [k, B]}. */
  Tensor logWeights() {
    return logLikelihood.plus(priorOverPosterior);
  }

  /**
   * The importance-weighted bound on {@code -log p(x)}, in nats per example (Burda et al. 2016, eq.
   * 8): {@code -log mean of w over k} with {@code log w = log p(x|z) + beta (log p(z) - log
   * q(z|x))}. Each part is counted from its largest for an image, so that no value of many latents
   * is far from 0 where it matters: 16 bits would hold -90 nats to halves.
   *
   * @param beta f32 {@code [1]}
   */
  Tensor bound(Tensor beta) {
    Tensor ratio = priorOverPosterior.times(beta.reshape(Shape.SCALAR));
    Tensor likeliest = logLikelihood.maximum(0).detach();
    Tensor nearest = ratio.maximum(0).detach();
    Tensor logWeights = logLikelihood.minus(likeliest).plus(ratio.minus(nearest));
    Tensor largest = logWeights.maximum(0).detach();
    Tensor logMean = logWeights.minus(largest).exp().mean(0).log().plus(largest);
    return logMean.plus(likeliest).plus(nearest).mean().unaryMinus();
  }
}
