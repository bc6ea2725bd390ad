package dev.figment.loss;

import dev.figment.Tensor;

/** {@code -|x - m| / b - log(2 b)}. */
final class Laplace extends Likelihood.Bound {
  private final ScaleParameter scale;

  Laplace(ScaleParameter scale) {
    this.scale = scale;
  }

  @Override
  public Tensor logProbability(Tensor pixels, Tensor logits) {
    Tensor log = scale.log(pixels.graph());
    double count = (double) pixels.getShape().getFixedSize() / pixels.getShape().dim(0);
    Tensor distance = pixels.minus(logits).abs().sumPerSample();
    return distance
        .times(log.unaryMinus().exp().unaryMinus())
        .minus(log.plus(Math.log(2)).times(count));
  }

  @Override
  public Tensor mean(Tensor logits) {
    return logits;
  }
}
