package dev.figment.cpu;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/** One training step of the 784-400-20-400-784 Bernoulli autoencoder with Adam. */
final class DenseVae {
  private final int batch;
  private final List<Variable> weights = new ArrayList<>();
  private final List<Variable> moments = new ArrayList<>();
  private final Variable seed = integers("seed", 2);
  private final Variable step = integers("step", 1);
  private final Program program;

  DenseVae(int batch) {
    this.batch = batch;
    Graph graph = new Graph();
    graph.randomness(graph.read(seed), graph.read(step), 0);
    graph.update(step, graph.read(step).plus(1));
    Tensor x = graph.input("x", TensorType.f32(batch, 784));
    Tensor hidden = dense(graph, x, "encoder/1", 400).relu();
    Tensor mean = dense(graph, hidden, "encoder/mean", 20);
    Tensor logVariance = dense(graph, hidden, "encoder/logVariance", 20);
    Tensor noise = graph.normal(mean.getType());
    Tensor z = mean.plus(logVariance.times(0.5).exp().times(noise));
    Tensor logits = dense(graph, dense(graph, z, "decoder/1", 400).relu(), "decoder/2", 784);
    Tensor likelihood = logits.softplus().minus(logits.times(x)).sumPerSample().mean();
    Tensor divergence =
        mean.square().plus(logVariance.exp()).minus(logVariance).minus(1).times(0.5);
    Tensor loss = likelihood.plus(divergence.sumPerSample().mean());
    graph.output("loss", loss);
    adam(graph, loss);
    program = graph.build("dense vae");
  }

  private static Variable integers(String name, int count) {
    return Variable.zeros(name, TensorType.of(DType.I32, Shape.of(count)));
  }

  private Tensor dense(Graph graph, Tensor x, String name, int to) {
    int from = x.getShape().dim(1);
    Variable weight = uniform(name + "/weight", 1 / Math.sqrt(from), from, to);
    Variable bias = uniform(name + "/bias", 1 / Math.sqrt(from), to);
    weights.add(weight);
    weights.add(bias);
    return x.matMul(graph.read(weight)).plus(graph.read(bias));
  }

  private static Variable uniform(String name, double bound, int... dims) {
    return Variable.of(name, TensorType.f32(dims), key -> numbers(key, name, bound, dims));
  }

  private static NdArray numbers(long key, String name, double bound, int... dims) {
    NdArray array = NdArray.zeros(TensorType.f32(dims));
    Philox random = Philox.stream(key, name);
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat((float) -bound, (float) bound));
    }
    return array;
  }

  private void adam(Graph graph, Tensor loss) {
    List<Tensor> values = weights.stream().map(graph::read).toList();
    List<Tensor> gradients = loss.gradients(values);
    Tensor count = graph.latest(step).cast(DType.F32).reshape(Shape.SCALAR);
    Tensor root = count.times(Math.log(0.999)).exp().unaryMinus().plus(1).sqrt();
    Tensor rate = root.times(1e-3).div(count.times(Math.log(0.9)).exp().unaryMinus().plus(1));
    for (int i = 0; i < values.size(); i++) {
      Variable weight = weights.get(i);
      Variable first = Variable.zeros(weight.getName() + "/first", weight.getType());
      Variable second = Variable.zeros(weight.getName() + "/second", weight.getType());
      moments.add(first);
      moments.add(second);
      Tensor g = gradients.get(i);
      Tensor m = graph.read(first).times(0.9).plus(g.times(0.1));
      Tensor v = graph.read(second).times(0.999).plus(g.square().times(0.001));
      Tensor move = m.div(v.sqrt().plus(root.times(1e-8))).times(rate);
      graph.update(first, m);
      graph.update(second, v);
      graph.update(weight, values.get(i).minus(move));
    }
  }

  Program program() {
    return program;
  }

  List<Variable> weights() {
    return weights;
  }

  /** Sets all variables to their first values. */
  void begin(Backend backend) {
    weights.forEach(variable -> backend.write(variable, variable.initialValue(1)));
    moments.forEach(variable -> backend.write(variable, variable.initialValue(1)));
    backend.write(seed, NdArray.of(new int[] {1, 2}, 2));
    backend.write(step, NdArray.of(new int[1], 1));
  }

  /**
   * A batch of numbers between 0 and 1, bright in some places, so that there is something to learn.
   */
  NdArray images() {
    NdArray array = numbers(3, "images", 0.5, batch, 784);
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, (array.get(i) + 0.5) * ((i / 28) % 3 == 0 ? 1 : 0.1));
    }
    return array;
  }
}
