package dev.figment.loss;

import dev.figment.Tensor;

/** {@code -((x - m) / s)^2 / 2 - log s - log(2 pi) / 2}. */
final class Gaussian extends Likelihood.Bound {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  private final ScaleParameter scale;

  Gaussian(ScaleParameter scale) {
    this.scale = scale;
  }

  @Override
  public Tensor logProbability(Tensor pixels, Tensor logits) {
    Tensor log = scale.log(pixels.graph());
    double count = (double) pixels.getShape().getFixedSize() / pixels.getShape().dim(0);
    Tensor squares = pixels.minus(logits).square().sumPerSample();
    return squares
        .times(log.times(-2).exp().times(-0.5))
        .minus(log.plus(HALF_LOG_TWO_PI).times(count));
  }

  @Override
  public Tensor mean(Tensor logits) {
    return logits;
  }
}
