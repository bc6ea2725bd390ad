package dev.figment.optim;

import dev.figment.Tensor;

/** RMSProp (Tieleman and Hinton 2012): gradients divided by the root of their mean square. */
public final class RmsProp extends Optimizer {
  private final double smoothing;
  private final double epsilon;

  private RmsProp(Schedule rate, double clip, double smoothing, double epsilon) {
    super(rate, clip);
    this.smoothing = smoothing;
    this.epsilon = epsilon;
  }

  /** With smoothing 0.99 and epsilon 1e-8. */
  public static RmsProp learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  public static RmsProp learningRate(Schedule rate) {
    return new RmsProp(rate, Double.POSITIVE_INFINITY, 0.99, 1e-8);
  }

  /** How slowly the mean square moves, from 0 to below 1. */
  public RmsProp smoothing(double value) {
    return new RmsProp(getLearningRate(), getClipNorm(), value, epsilon);
  }

  /** Added to the root of the mean square. */
  public RmsProp epsilon(double value) {
    return new RmsProp(getLearningRate(), getClipNorm(), smoothing, value);
  }

  @Override
  Optimizer with(Schedule rate, double length) {
    return new RmsProp(rate, length, smoothing, epsilon);
  }

  @Override
  void update(WeightUpdate w) {
    Tensor square =
        w.moment("square").times(smoothing).plus(w.gradient.square().times(1 - smoothing));
    w.moment("square", square);
    w.weight(w.weight().minus(w.gradient.div(square.sqrt().plus(epsilon)).times(w.rate)));
  }

  @Override
  String rule() {
    return "RmsProp.learningRate($rate).smoothing(" + smoothing + ")";
  }
}
