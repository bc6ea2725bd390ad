package dev.figment.testing;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs with variables: counters, averages, random streams, optimizers, whole training steps.
 */
final class StepCases {
  private static final NdArray[] NOTHING = {};

  private StepCases() {}

  static List<StepCase> all() {
    return List.of(
        counter(),
        swap(),
        average(),
        written(),
        overwritten(),
        reported(),
        unread(),
        random(),
        descent(),
        adam(),
        vae());
  }

  private static Variable variable(String name, int... dims) {
    return Variable.of(name, TensorType.f32(dims), seed -> numbers(seed, name, dims));
  }

  private static NdArray numbers(long seed, String purpose, int... dims) {
    NdArray array = NdArray.zeros(TensorType.f32(dims));
    Philox random = Philox.stream(seed, purpose);
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-0.5f, 0.5f));
    }
    return array;
  }

  private static Variable integers(String name, int... values) {
    TensorType type = TensorType.of(DType.I32, Shape.of(values.length));
    return Variable.of(name, type, seed -> NdArray.of(values.clone(), values.length));
  }

  private static StepCase counter() {
    return new StepCase(
        "a counter",
        List.of(integers("step", 7)),
        (graph, variables) -> {
          Tensor step = graph.read(variables.get(0));
          graph.update(variables.get(0), step.plus(1));
          graph.output("before", step);
          graph.output("after", graph.latest(variables.get(0)));
        },
        step -> NOTHING);
  }

  private static StepCase swap() {
    return new StepCase(
        "two variables that trade places",
        List.of(variable("left", 5), variable("right", 5)),
        (graph, variables) -> {
          graph.update(variables.get(0), graph.read(variables.get(1)));
          graph.update(variables.get(1), graph.read(variables.get(0)));
          graph.output("left", graph.read(variables.get(0)));
        },
        step -> NOTHING);
  }

  private static StepCase average() {
    return new StepCase(
        "a moving average",
        List.of(variable("average", 3)),
        (graph, variables) -> {
          Tensor x = graph.input("x", TensorType.f32(4, 3));
          Tensor average = graph.read(variables.get(0));
          graph.update(variables.get(0), average.times(0.9).plus(x.mean(0).times(0.1)));
          graph.output("distance", x.minus(average).square().mean());
        },
        step -> new NdArray[] {numbers(step, "x", 4, 3)});
  }

  /** What becomes of the variable is computed before anybody asks what it was. */
  private static StepCase overwritten() {
    return new StepCase(
        "a variable that is read beside its new value",
        List.of(variable("last", 5)),
        (graph, variables) -> {
          Tensor x = graph.input("x", TensorType.f32(5));
          graph.update(variables.get(0), x.times(3));
          graph.output("change", x.minus(graph.read(variables.get(0)).times(2)));
        },
        step -> new NdArray[] {numbers(step, "x", 5)});
  }

  /** As a training step with a scaled loss does. */
  private static StepCase reported() {
    return new StepCase(
        "a variable that is reported beside what changes it",
        List.of(variable("scale", 1)),
        (graph, variables) -> {
          Tensor x = graph.input("x", TensorType.f32(300));
          Tensor scale = graph.read(variables.get(0));
          Tensor sum = x.times(scale).square().sumKept(0);
          Tensor large = sum.greater(5);
          graph.update(variables.get(0), scale.times(large.times(-0.5).plus(2)));
          graph.output("terms", sum.concat(0, large, scale));
        },
        step -> new NdArray[] {numbers(step, "x", 300)});
  }

  private static StepCase written() {
    return new StepCase(
        "a variable set to an input",
        List.of(variable("last", 4)),
        (graph, variables) -> {
          graph.output("before", graph.read(variables.get(0)));
          graph.update(variables.get(0), graph.input("x", TensorType.f32(4)));
        },
        step -> new NdArray[] {numbers(step, "x", 4)});
  }

  private static StepCase unread() {
    return new StepCase(
        "a variable that is only written, and inputs that nobody reads",
        List.of(variable("target", 2, 2)),
        (graph, variables) -> {
          graph.input("ignored", TensorType.f32(3));
          graph.update(variables.get(0), graph.fill(0.25, TensorType.f32(2, 2)));
        },
        step -> new NdArray[] {numbers(step, "ignored", 3)});
  }

  private static StepCase random() {
    return new StepCase(
        "random numbers that differ from step to step",
        List.of(integers("seed", 5, -6), integers("step", 0), variable("sum", 3, 5)),
        (graph, variables) -> {
          count(graph, variables.get(0), variables.get(1));
          TensorType type = variables.get(2).getType();
          Tensor noise = graph.normal(type);
          graph.update(variables.get(2), graph.read(variables.get(2)).plus(noise));
          graph.output("noise", noise);
          graph.output("coin", graph.uniform(type).greater(0.5));
        },
        step -> NOTHING);
  }

  private static void count(Graph graph, Variable seed, Variable step) {
    graph.randomness(graph.read(seed), graph.read(step), 0);
    graph.update(step, graph.read(step).plus(1));
  }

  private static StepCase descent() {
    return new StepCase(
        "gradient descent",
        List.of(variable("weight", 4, 2), variable("bias", 2)),
        (graph, variables) -> {
          Tensor x = graph.input("x", TensorType.f32(6, 4));
          Tensor y = x.matMul(graph.read(variables.get(0))).plus(graph.read(variables.get(1)));
          Tensor loss = y.minus(1).square().sumPerSample().mean();
          for (Variable variable : variables) {
            Tensor value = graph.read(variable);
            graph.update(variable, value.minus(loss.gradient(value).times(0.1)));
          }
          graph.output("loss", loss);
        },
        step -> new NdArray[] {numbers(step, "x", 6, 4)});
  }

  private static StepCase adam() {
    Variable weight = variable("weight", 3, 3);
    return new StepCase(
        "Adam",
        with(List.of(weight), integers("step", 0)),
        (graph, variables) -> {
          Variable step = variables.get(variables.size() - 1);
          Tensor x = graph.input("x", TensorType.f32(5, 3));
          Tensor loss = x.matMul(graph.read(weight)).tanh().minus(x).square().mean();
          graph.update(step, graph.read(step).plus(1));
          adam(graph, loss, List.of(weight), variables.subList(1, 3), graph.latest(step));
          graph.output("loss", loss);
        },
        step -> new NdArray[] {numbers(step, "x", 5, 3)});
  }

  /** The weights, two moments for each, and more. */
  private static List<Variable> with(List<Variable> weights, Variable... more) {
    List<Variable> all = new ArrayList<>(weights);
    for (Variable weight : weights) {
      all.add(Variable.zeros(weight.getName() + "/mean", weight.getType()));
      all.add(Variable.zeros(weight.getName() + "/variance", weight.getType()));
    }
    all.addAll(List.of(more));
    return all;
  }

  private static void adam(
      Graph graph, Tensor loss, List<Variable> weights, List<Variable> moments, Tensor step) {
    Tensor count = step.cast(DType.F32).reshape(Shape.SCALAR);
    List<Tensor> values = weights.stream().map(graph::read).toList();
    List<Tensor> gradients = loss.gradients(values);
    for (int i = 0; i < weights.size(); i++) {
      Tensor g = gradients.get(i);
      Tensor mean = graph.read(moments.get(2 * i)).times(0.9).plus(g.times(0.1));
      Tensor variance = graph.read(moments.get(2 * i + 1)).times(0.99).plus(g.square().times(0.01));
      Tensor meanNow = mean.div(power(0.9, count).unaryMinus().plus(1));
      Tensor varianceNow = variance.div(power(0.99, count).unaryMinus().plus(1));
      Tensor move = meanNow.div(varianceNow.sqrt().plus(1e-4)).times(0.01);
      graph.update(moments.get(2 * i), mean);
      graph.update(moments.get(2 * i + 1), variance);
      graph.update(weights.get(i), values.get(i).minus(move));
    }
  }

  private static Tensor power(double base, Tensor exponent) {
    return exponent.times(Math.log(base)).exp();
  }

  /** One step of a small variational autoencoder of dense layers, with Adam and its noise. */
  static StepCase vae() {
    List<Variable> weights =
        List.of(
            variable("encoder/weight", 12, 8), variable("encoder/bias", 8),
            variable("code/weight", 8, 6), variable("code/bias", 6),
            variable("decoder/weight", 3, 12), variable("decoder/bias", 12));
    return new StepCase(
        "vae",
        with(weights, integers("seed", 1, 2), integers("step", 0)),
        (graph, variables) -> {
          int last = variables.size() - 1;
          count(graph, variables.get(last - 1), variables.get(last));
          Tensor x = graph.input("x", TensorType.f32(4, 12));
          Tensor code = dense(graph, dense(graph, x, weights, 0).relu(), weights, 2);
          Tensor mean = code.slice(1, 0, 3);
          Tensor logVariance = code.slice(1, 3, 3);
          Tensor noise = graph.normal(mean.getType());
          Tensor z = mean.plus(logVariance.times(0.5).exp().times(noise));
          Tensor logits = dense(graph, z, weights, 4);
          Tensor likelihood = logits.softplus().minus(logits.times(x)).sumPerSample().mean();
          Tensor divergence =
              mean.square().plus(logVariance.exp()).minus(logVariance).minus(1).times(0.5);
          Tensor loss = likelihood.plus(divergence.sumPerSample().mean());
          List<Variable> moments = variables.subList(weights.size(), 3 * weights.size());
          adam(graph, loss, weights, moments, graph.latest(variables.get(last)));
          graph.output("loss", loss);
          graph.output("images", logits.sigmoid());
        },
        step -> new NdArray[] {numbers(step, "x", 4, 12)});
  }

  private static Tensor dense(Graph graph, Tensor x, List<Variable> weights, int first) {
    return x.matMul(graph.read(weights.get(first))).plus(graph.read(weights.get(first + 1)));
  }
}
