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
  private final String state;
  private final int interval;
  private final boolean between;
  private final double bound;

  private Phase(
      String name,
      List<Variable> weights,
      Optimizer optimizer,
      Function<StepContext, Losses> loss,
      int times,
      String state,
      int interval,
      boolean between,
      double bound) {
    this.state = state;
    this.interval = interval;
    this.between = between;
    this.bound = bound;
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
    return new Phase(name, weights, optimizer, loss, 1, name, 1, false, Double.POSITIVE_INFINITY);
  }

  /** The same phase, run this many times a step, each time with the next batch. */
  public Phase times(int count) {
    if (count < 1) {
      throw new FigmentException("phase " + name + " cannot run " + count + " times a step");
    }
    return new Phase(name, weights, optimizer, loss, count, state, interval, between, bound);
  }

  /**
   * The same phase with another loss in the first of every so many steps, as two phases that take
   * turns and share one optimizer state.
   */
  public List<Phase> withLossEvery(
      int steps, String otherName, Function<StepContext, Losses> otherLoss) {
    if (steps < 2) {
      throw new FigmentException(
          "phase " + name + " cannot take turns every " + steps + " steps", "use at least 2");
    }
    return List.of(
        new Phase(otherName, weights, optimizer, otherLoss, times, state, steps, false, bound),
        new Phase(name, weights, optimizer, loss, times, state, steps, true, bound));
  }

  /** The same phase, whose weights are held to [-bound, bound] after each update. */
  public Phase holdingWeights(double limit) {
    return new Phase(name, weights, optimizer, loss, times, state, interval, between, limit);
  }

  /** What weights are held to after each update; infinite if to nothing. */
  double getBound() {
    return bound;
  }

  /** Whether the phase runs in a step, counted from 0. */
  boolean runsIn(long step) {
    return interval == 1 || step % interval == 0 != between;
  }

  /** The name of the optimizer state, which phases that take turns have in common. */
  String getState() {
    return state;
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
