package dev.figment.loss;

import dev.figment.Tensor;

/**
 * {@code x log p + (1 - x) log(1 - p)} with {@code p = sigmoid(l)}, which is {@code x l -
 * softplus(l)}.
 */
final class Bernoulli extends Likelihood.Bound {
  @Override
  public Tensor logProbability(Tensor pixels, Tensor logits) {
    return pixels.times(logits).minus(logits.softplus()).sumPerSample();
  }

  @Override
  public Tensor mean(Tensor logits) {
    return logits.sigmoid();
  }
}
