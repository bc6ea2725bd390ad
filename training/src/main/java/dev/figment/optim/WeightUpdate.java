package dev.figment.optim;

import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.function.Function;

/** The update of one weight in one program: what a rule reads, and where it writes. */
final class WeightUpdate {
  private final Graph graph;
  private final Variable variable;
  private final Function<String, Variable> moments;

  /** Of the loss, already clipped. */
  final Tensor gradient;

  /** f32 [1]. */
  final Tensor rate;

  /** The number of updates including this one, f32 [1]. */
  final Tensor count;

  WeightUpdate(
      Graph graph,
      Variable variable,
      Tensor gradient,
      Tensor rate,
      Tensor count,
      Function<String, Variable> moments) {
    this.graph = graph;
    this.variable = variable;
    this.gradient = gradient;
    this.rate = rate;
    this.count = count;
    this.moments = moments;
  }

  Tensor weight() {
    return graph.read(variable);
  }

  /** Something remembered about the weight, of its shape, zero before the first update. */
  Tensor moment(String name) {
    return graph.read(moments.apply(name));
  }

  void moment(String name, Tensor value) {
    graph.update(moments.apply(name), value);
  }

  void weight(Tensor value) {
    graph.update(variable, value);
  }
}
