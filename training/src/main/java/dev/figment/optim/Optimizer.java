package dev.figment.optim;

import dev.figment.FigmentException;

/**
 * A rule by which weights follow their gradients. Optimizers are immutable; what they remember of a
 * training lives in an {@link OptimizerState}.
 */
public abstract class Optimizer {
  private final Schedule learningRate;
  private final double clipNorm;

  Optimizer(Schedule learningRate, double clipNorm) {
    this.learningRate = learningRate;
    this.clipNorm = clipNorm;
  }

  public final Schedule getLearningRate() {
    return learningRate;
  }

  /** The largest length of all gradients together; infinite when they are not clipped. */
  public final double getClipNorm() {
    return clipNorm;
  }

  /**
   * The same rule with gradients scaled down, all by one factor, where their common Euclidean
   * length exceeds this (Pascanu et al. 2013).
   */
  public final Optimizer clipNorm(double length) {
    if (!(length > 0)) {
      throw new FigmentException("gradients cannot be clipped to a length of " + length);
    }
    return with(learningRate, length);
  }

  abstract Optimizer with(Schedule rate, double length);

  /** Adds the update of one weight to the graph. */
  abstract void update(WeightUpdate weight);

  /** A state for one training of this optimizer, whose variables begin with this name. */
  public final OptimizerState begin(String name) {
    return new OptimizerState(this, name);
  }

  /** The rule without its learning rate, as it is written in code. */
  abstract String rule();

  @Override
  public final String toString() {
    String clip = Double.isInfinite(clipNorm) ? "" : ".clipNorm(" + clipNorm + ")";
    return rule().replace("$rate", learningRate.toString()) + clip;
  }
}
