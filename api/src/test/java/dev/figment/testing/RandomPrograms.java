package dev.figment.testing;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.Pad;
import java.util.ArrayList;
import java.util.List;

/** Programs of ops put together at random: of no use, but with neighbours of every kind. */
public final class RandomPrograms {
  /** Larger values are reduced. */
  private static final int LARGEST = 3000;

  private final Philox random;
  private final Graph graph = new Graph();
  private final List<Tensor> values = new ArrayList<>();

  private RandomPrograms(int seed) {
    this.random = Philox.stream(seed, "programs");
  }

  /** A training step of random ops; the same seed gives the same. */
  public static Program of(int seed) {
    return new RandomPrograms(seed).build("random " + seed);
  }

  private Program build(String name) {
    List<Variable> variables =
        List.of(
            variable("a", 4, 6), variable("b", 2, 3, 4, 4), variable("c", 4, 6), variable("d", 5));
    TensorType one = TensorType.of(DType.I32, Shape.of(1));
    Variable step = Variable.of("step", one, seed -> NdArray.of(new int[1], 1));
    graph.randomness(
        graph.constant(NdArray.of(new int[] {1, 2}, 2)), graph.read(step), random.nextInt(9));
    graph.update(step, graph.read(step).plus(1));
    values.add(graph.input("x", TensorType.f32(4, 6)));
    values.add(graph.input("y", TensorType.f32(2, 3, 4, 4)));
    values.add(graph.input("z", TensorType.f32(5)));
    List<Tensor> weights = new ArrayList<>();
    for (Variable variable : variables) {
      weights.add(graph.read(variable));
    }
    values.addAll(weights);
    for (int i = 10 + random.nextInt(30); i > 0; i--) {
      values.add(next(any()));
    }
    Tensor loss = graph.constant(0);
    for (Tensor value : values) {
      loss = loss.plus(value.mean());
    }
    List<Tensor> gradients = loss.gradients(weights);
    for (int i = 0; i < weights.size(); i++) {
      // Half of them follow a gradient; the others become what another value happens to be.
      Tensor update =
          random.nextInt(2) == 0
              ? weights.get(i).minus(gradients.get(i).times(0.1))
              : like(weights.get(i));
      graph.update(variables.get(i), update);
    }
    graph.output("loss", loss);
    graph.output("some", any());
    graph.output("other", any());
    Tensor last = weights.get(weights.size() - 1);
    graph.output("change", like(last).minus(last.times(2)));
    return graph.build(name);
  }

  private static Variable variable(String name, int... dims) {
    return Variable.zeros(name, TensorType.f32(dims));
  }

  private Tensor any() {
    return values.get(random.nextInt(values.size()));
  }

  /** Any value of the same shape. */
  private Tensor like(Tensor x) {
    List<Tensor> same = new ArrayList<>();
    for (Tensor value : values) {
      if (value.getShape().equals(x.getShape())) {
        same.add(value);
      }
    }
    return same.get(random.nextInt(same.size()));
  }

  private Tensor next(Tensor x) {
    int rank = x.getShape().getRank();
    int axis = random.nextInt(rank);
    int size = x.getShape().dim(axis);
    if (x.getShape().getSize() > LARGEST) {
      return x.meanKept(axis);
    }
    switch (random.nextInt(13)) {
      case 0:
        return x.tanh();
      case 1:
        return x.square().plus(1).sqrt();
      case 2:
        return x.plus(like(x));
      case 3:
        return x.times(like(x)).minus(like(x));
      case 4:
        return x.minus(x.meanKept(axis));
      case 5:
        return x.maximumKept(axis);
      case 6:
        return x.transpose(random.permutation(rank));
      case 7:
        return x.reshape(x.getShape().getSize() / size, size);
      case 8:
        return size == 1 ? x.exp() : x.slice(axis, random.nextInt(2), size - 1);
      case 9:
        return x.apply(new Pad(axis, random.nextInt(2), 1, random.nextInt(2)));
      case 10:
        return x.concat(axis, like(x));
      case 11:
        return x.times(graph.normal(x.getType()));
      default:
        return linear(x, rank);
    }
  }

  private Tensor linear(Tensor x, int rank) {
    if (rank == 1) {
      return x.times(2);
    }
    if (rank == 2) {
      boolean across = random.nextInt(2) == 0;
      return x.matMul(like(x), across, !across);
    }
    Tensor weights = graph.normal(TensorType.f32(5, x.getShape().dim(1), 3, 3));
    return x.apply(new Conv(ConvGeometry.of(2).pad(1)), weights);
  }
}
