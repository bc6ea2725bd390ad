package dev.figment.optim;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an optimizer remembers: a counter of updates, and moments of each weight. */
public final class OptimizerState {
  private final Optimizer optimizer;
  private final String name;
  private final Variable counter;
  private final LossScale lossScale;
  private final Map<String, Variable> moments = new HashMap<>();

  OptimizerState(Optimizer optimizer, String name) {
    this.optimizer = optimizer;
    this.name = name;
    this.lossScale = new LossScale(name);
    this.counter = Variable.zeros(name + "/step", TensorType.of(DType.I32, Shape.of(1)));
  }

  /** The number of updates made so far, i32 {@code [1]}. It also numbers the random draws. */
  public Variable getCounter() {
    return counter;
  }

  /** The factor of the loss, for a training whose gradients lie in fp16. */
  public LossScale getLossScale() {
    return lossScale;
  }

  /** The number of updates made so far as f32 {@code [1]}: the step of every schedule. */
  public Tensor step(Graph graph) {
    return graph.read(counter).cast(DType.F32);
  }

  /** Adds the updates of all weights, of the moments and of the counter to the graph. */
  public void update(Graph graph, List<Variable> weights, List<Tensor> gradients) {
    if (weights.isEmpty()) {
      throw new FigmentException(
          name + " has no weights to train", "the networks of this phase have no variables");
    }
    Tensor step = step(graph);
    Tensor rate = optimizer.getLearningRate().at(step);
    Tensor count = step.plus(1);
    Tensor clip = Double.isInfinite(optimizer.getClipNorm()) ? null : clip(gradients);
    for (int i = 0; i < weights.size(); i++) {
      Variable weight = weights.get(i);
      Tensor gradient = gradients.get(i);
      optimizer.update(
          new WeightUpdate(
              graph,
              weight,
              clip == null ? gradient : gradient.times(clip),
              rate,
              count,
              kind -> moment(kind, weight)));
    }
    graph.update(counter, graph.read(counter).plus(graph.fill(1, counter.getType())));
  }

  private Variable moment(String kind, Variable weight) {
    return moments.computeIfAbsent(
        name + "/" + kind + "/" + weight.getName(), key -> Variable.zeros(key, weight.getType()));
  }

  private Tensor clip(List<Tensor> gradients) {
    return length(gradients).reciprocal().times(optimizer.getClipNorm()).min(1);
  }

  /** The Euclidean length of gradients together, f32 {@code [1]}. */
  public static Tensor length(List<Tensor> gradients) {
    Tensor sum = gradients.get(0).square().sum().reshape(1);
    for (Tensor gradient : gradients.subList(1, gradients.size())) {
      sum = sum.plus(gradient.square().sum().reshape(1));
    }
    return sum.plus(1e-12).sqrt();
  }
}
