package dev.figment.model;

import dev.figment.graph.Variable;
import dev.figment.loss.CriticPenalty;
import dev.figment.optim.Optimizer;
import dev.figment.train.Losses;
import dev.figment.train.Phase;
import dev.figment.train.StepContext;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** How a critic is trained: in one phase, or in two that take turns if its penalty is lazy. */
final class CriticPhases {
  private CriticPhases() {}

  /**
   * The phases.
   *
   * @param losses the critic's losses in a step, with the penalty or without
   * @param change what else is set of the phase
   */
  static List<Phase> of(
      List<Variable> weights,
      Optimizer optimizer,
      CriticPenalty penalty,
      BiFunction<StepContext, Boolean, Losses> losses,
      UnaryOperator<Phase> change) {
    int interval = penalty.getInterval();
    Phase phase =
        change.apply(
            Phase.of(
                "critic", weights, optimizer, context -> losses.apply(context, interval == 1)));
    return interval == 1
        ? List.of(phase)
        : phase.withLossEvery(
            interval, "critic with penalty", context -> losses.apply(context, true));
  }
}
