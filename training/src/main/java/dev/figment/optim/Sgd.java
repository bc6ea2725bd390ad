package dev.figment.optim;

import dev.figment.Tensor;

/** Stochastic gradient descent, with momentum where it is asked for. */
public final class Sgd extends Optimizer {
  private final double momentum;

  private Sgd(Schedule rate, double clip, double momentum) {
    super(rate, clip);
    this.momentum = momentum;
  }

  public static Sgd learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  public static Sgd learningRate(Schedule rate) {
    return new Sgd(rate, Double.POSITIVE_INFINITY, 0);
  }

  /** Steps follow {@code v = momentum v + gradient} (Sutskever et al. 2013). */
  public Sgd momentum(double value) {
    return new Sgd(getLearningRate(), getClipNorm(), value);
  }

  @Override
  Optimizer with(Schedule rate, double length) {
    return new Sgd(rate, length, momentum);
  }

  @Override
  void update(WeightUpdate w) {
    Tensor direction = w.gradient;
    if (momentum != 0) {
      direction = w.moment("velocity").times(momentum).plus(direction);
      w.moment("velocity", direction);
    }
    w.weight(w.weight().minus(direction.times(w.rate)));
  }

  @Override
  String rule() {
    return "Sgd.learningRate($rate)" + (momentum == 0 ? "" : ".momentum(" + momentum + ")");
  }
}
