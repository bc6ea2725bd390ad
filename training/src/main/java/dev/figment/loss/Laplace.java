package dev.figment.loss;

import dev.figment.Tensor;
import dev.figment.nn.Scope;

/** {@code -|x - m| / b - log(2 b)}. */
final class Laplace extends Likelihood {
  private final double fixedScale;

  /** Learned where it is 0. */
  Laplace(double fixedScale) {
    this.fixedScale = fixedScale;
  }

  @Override
  public Bound bind(Scope scope) {
    ScaleParameter scale = ScaleParameter.of(fixedScale, scope);
    return new Bound() {
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
    };
  }

  @Override
  public String toString() {
    return fixedScale == 0 ? "laplace" : "laplace(" + fixedScale + ")";
  }
}
