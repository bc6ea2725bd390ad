package dev.figment.loss;

import dev.figment.Tensor;

/**
 * The probability of a bin from {@code b} to {@code a}, in units of the scale, is {@code sigmoid(a)
 * - sigmoid(b)}, which equals {@code sigmoid(a) sigmoid(-b) (1 - exp(b - a))}: stable however far
 * out. The bins of black and white reach to infinity.
 */
final class DiscretisedLogistic extends Likelihood.Bound {
  private static final double HALF_BIN = 0.5 / 255;

  private final ScaleParameter scale;

  DiscretisedLogistic(ScaleParameter scale) {
    this.scale = scale;
  }

  @Override
  public Tensor logProbability(Tensor pixels, Tensor logits) {
    Tensor inverse = scale.log(pixels.graph()).unaryMinus().exp();
    Tensor distance = pixels.minus(logits);
    Tensor above = distance.plus(HALF_BIN).times(inverse);
    Tensor below = distance.minus(HALF_BIN).times(inverse);
    Tensor width = inverse.times(-2 * HALF_BIN).exp().unaryMinus().plus(1).log();
    Tensor white = pixels.greater(1 - HALF_BIN);
    Tensor black = pixels.greater(HALF_BIN).equal(pixels.like(0));
    Tensor inner = black.plus(white).unaryMinus().plus(1);
    Tensor upTo = above.unaryMinus().softplus().unaryMinus();
    Tensor from = below.softplus().unaryMinus();
    Tensor log =
        upTo.times(white.unaryMinus().plus(1))
            .plus(from.times(black.unaryMinus().plus(1)))
            .plus(inner.times(width));
    return log.sumPerSample();
  }

  @Override
  public Tensor mean(Tensor logits) {
    return logits;
  }
}
