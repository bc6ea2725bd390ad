package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.graph.Variable;
import dev.figment.optim.Optimizer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One part of a training step: a loss, the weights that follow its gradient, and how. Everything
 * else in the loss counts as constant. One phase compiles to one program: forward, backward,
 * update.
 */
public final class Phase {
  private final List<Variable> weights;
  private final Optimizer optimizer;
  private final String state;
  private String name;
  private Function<StepContext, Losses> loss;
  private int times = 1;
  private int interval = 1;
  private boolean between;
  private double bound = Double.POSITIVE_INFINITY;
  private boolean gradient;

  private Phase(
      String name,
      List<Variable> weights,
      Optimizer optimizer,
      Function<StepContext, Losses> loss) {
    this.name = name;
    this.weights = List.copyOf(weights);
    this.optimizer = optimizer;
    this.loss = loss;
    this.state = name;
  }

  private Phase(Phase other) {
    name = other.name;
    weights = other.weights;
    optimizer = other.optimizer;
    loss = other.loss;
    times = other.times;
    state = other.state;
    interval = other.interval;
    between = other.between;
    bound = other.bound;
    gradient = other.gradient;
  }

  private Phase with(Consumer<Phase> change) {
    Phase copy = new Phase(this);
    change.accept(copy);
    return copy;
  }

  /** A phase that runs once a step. */
  public static Phase of(
      String name,
      List<Variable> weights,
      Optimizer optimizer,
      Function<StepContext, Losses> loss) {
    return new Phase(name, weights, optimizer, loss);
  }

  /** The same phase, run this many times a step, each time with the next batch. */
  public Phase times(int count) {
    if (count < 1) {
      throw new FigmentException("phase " + name + " cannot run " + count + " times a step");
    }
    return with(phase -> phase.times = count);
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
    Phase other =
        with(
            phase -> {
              phase.name = otherName;
              phase.loss = otherLoss;
              phase.interval = steps;
              phase.between = false;
            });
    Phase usual =
        with(
            phase -> {
              phase.interval = steps;
              phase.between = true;
            });
    return List.of(other, usual);
  }

  /** The same phase, whose weights are held to [-bound, bound] after each update. */
  public Phase holdingWeights(double limit) {
    return with(phase -> phase.bound = limit);
  }

  /** The same phase, which also reports the Euclidean length of its gradient, {@code gradient}. */
  public Phase reportingGradient() {
    return with(phase -> phase.gradient = true);
  }

  /** What weights are held to after each update; infinite if to nothing. */
  double getBound() {
    return bound;
  }

  boolean reportsGradient() {
    return gradient;
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
