package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.graph.Variable;
import dev.figment.optim.Optimizer;
import java.util.List;
import java.util.function.Function;

/**
 * One part of a training step: a loss, the weights that follow its gradient, and how. Everything
 * else in the loss counts as constant. One phase compiles to one program: forward, backward,
 * update.
 */
public final class Phase {
  private final String name;
  private final List<Variable> weights;
  private final Optimizer optimizer;
  private final Function<StepContext, Losses> loss;
  private final int times;

  private Phase(
      String name,
      List<Variable> weights,
      Optimizer optimizer,
      Function<StepContext, Losses> loss,
      int times) {
    this.name = name;
    this.weights = List.copyOf(weights);
    this.optimizer = optimizer;
    this.loss = loss;
    this.times = times;
  }

  /** A phase that runs once a step. */
  public static Phase of(
      String name,
      List<Variable> weights,
      Optimizer optimizer,
      Function<StepContext, Losses> loss) {
    return new Phase(name, weights, optimizer, loss, 1);
  }

  /** The same phase, run this many times a step, each time with the next batch. */
  public Phase times(int count) {
    if (count < 1) {
      throw new FigmentException("phase " + name + " cannot run " + count + " times a step");
    }
    return new Phase(name, weights, optimizer, loss, count);
  }

  public String getName() {
    return name;
  }

  /** The variables that the phase trains. */
  public List<Variable> getWeights() {
    return weights;
  }

  public Optimizer getOptimizer() {
    return optimizer;
  }

  public int getTimes() {
    return times;
  }

  /** Builds the loss. */
  public Losses losses(StepContext context) {
    return loss.apply(context);
  }

  @Override
  public String toString() {
    return name + " by " + optimizer + (times == 1 ? "" : ", " + times + " times a step");
  }
}
