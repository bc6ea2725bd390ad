package dev.figment.optim;

import dev.figment.Tensor;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), and AdamW where it decays weights (Loshchilov and Hutter
 * 2019, algorithm 2).
 */
public final class Adam extends Optimizer {
  private static final double DEFAULT_EPSILON = 1e-8;

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double decay;

  private Adam(
      Schedule rate, double clip, double beta1, double beta2, double epsilon, double decay) {
    super(rate, clip);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.decay = decay;
  }

  /** With betas 0.9 and 0.999 and epsilon 1e-8. */
  public static Adam learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  public static Adam learningRate(Schedule rate) {
    return new Adam(rate, Double.POSITIVE_INFINITY, 0.9, 0.999, DEFAULT_EPSILON, 0);
  }

  /** How slowly the means of gradients and of their squares move; GANs take 0.5 and 0.999. */
  public Adam betas(double first, double second) {
    return new Adam(getLearningRate(), getClipNorm(), first, second, epsilon, decay);
  }

  /** Added to the root of the second moment. */
  public Adam epsilon(double value) {
    return new Adam(getLearningRate(), getClipNorm(), beta1, beta2, value, decay);
  }

  /** AdamW: each update also shrinks weights by the learning rate times this. */
  public Adam weightDecay(double factor) {
    return new Adam(getLearningRate(), getClipNorm(), beta1, beta2, epsilon, factor);
  }

  @Override
  Optimizer with(Schedule rate, double length) {
    return new Adam(rate, length, beta1, beta2, epsilon, decay);
  }

  /**
   * The bias corrections are moved into the learning rate and epsilon, which are single numbers.
   */
  @Override
  void update(WeightUpdate w) {
    Tensor mean = w.moment("mean").times(beta1).plus(w.gradient.times(1 - beta1));
    Tensor square = w.moment("square").times(beta2).plus(w.gradient.square().times(1 - beta2));
    Tensor root = power(beta2, w.count).unaryMinus().plus(1).sqrt();
    Tensor rate = w.rate.times(root).div(power(beta1, w.count).unaryMinus().plus(1));
    Tensor step = mean.div(square.sqrt().plus(root.times(epsilon))).times(rate);
    Tensor old = decay == 0 ? w.weight() : w.weight().times(w.rate.times(-decay).plus(1));
    w.moment("mean", mean);
    w.moment("square", square);
    w.weight(old.minus(step));
  }

  private static Tensor power(double base, Tensor exponent) {
    return base == 0 ? exponent.times(0) : exponent.times(Math.log(base)).exp();
  }

  @Override
  String rule() {
    return "Adam.learningRate($rate).betas("
        + beta1
        + ", "
        + beta2
        + ")"
        + (epsilon == DEFAULT_EPSILON ? "" : ".epsilon(" + epsilon + ")")
        + (decay == 0 ? "" : ".weightDecay(" + decay + ")");
  }
}
