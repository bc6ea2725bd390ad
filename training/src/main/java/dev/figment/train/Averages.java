package dev.figment.train;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Moving averages of weights, and of what moves with them in a forward pass, such as the running
 * statistics of batch norm: those of the last step would not suit averaged weights.
 *
 * <p>After t updates each keeps {@code min(decay, (1 + t) / (10 + t))} of itself, as in
 * TensorFlow's {@code ExponentialMovingAverage}: with the decay alone, the weights that training
 * began with would still be a third of an average of 0.999 after a thousand steps.
 */
final class Averages {
  private final double decay;
  private final Map<Variable, Variable> averages = new LinkedHashMap<>();

  /** Averages that keep this share in each step; none at all for 0. */
  Averages(double decay) {
    this.decay = decay;
  }

  /**
   * Lets averages follow variables as a step leaves them.
   *
   * @param step the number of updates made before, f32 {@code [1]}
   */
  void follow(Graph graph, List<Variable> variables, Tensor step) {
    if (decay == 0) {
      return;
    }
    Tensor kept = step.plus(2).div(step.plus(11)).min(decay);
    Tensor taken = kept.unaryMinus().plus(1);
    for (Variable variable : variables) {
      Variable average =
          averages.computeIfAbsent(
              variable, v -> Variable.of("average/" + v.getName(), v.getType(), v::initialValue));
      Tensor moved = graph.read(average).times(kept);
      graph.update(average, moved.plus(graph.latest(variable).times(taken)));
    }
  }

  /** Puts the averages in the place of what they average. */
  void use(Backend backend) {
    averages.forEach((variable, average) -> backend.write(variable, backend.read(average)));
  }

  /** Does something with the averages in place, and takes them out again. */
  <T> T during(Backend backend, Supplier<T> action) {
    Map<Variable, NdArray> current = new LinkedHashMap<>();
    averages.keySet().forEach(variable -> current.put(variable, backend.read(variable)));
    use(backend);
    try {
      return action.get();
    } finally {
      current.forEach(backend::write);
    }
  }
}
