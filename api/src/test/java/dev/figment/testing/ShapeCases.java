package dev.figment.testing;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.Broadcast;
import dev.figment.op.Gather;
import dev.figment.op.Pad;
import dev.figment.op.Reduce;
import dev.figment.op.ScatterAdd;
import dev.figment.op.Slice;
import dev.figment.op.Transpose;
import dev.figment.op.Variance;
import java.util.ArrayList;
import java.util.List;

/** Cases of reductions, of moving elements about, and of ops that make numbers from nothing. */
final class ShapeCases {
  private static final String SOURCE = "it does not depend on floating inputs";

  private final List<OpCase> cases = new ArrayList<>();

  private ShapeCases() {}

  static List<OpCase> all() {
    ShapeCases rows = new ShapeCases();
    rows.reductions();
    rows.broadcasts();
    rows.orders();
    rows.parts();
    rows.tables();
    rows.sources();
    return rows.cases;
  }

  private void add(String name, OpCase.Body body) {
    cases.add(OpCase.of(name, body));
  }

  private void reductions() {
    int[][] axes = {{0}, {1}, {2}, {3}, {0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 2, 3}, {1, 2, 3}};
    for (int[] which : axes) {
      String over = java.util.Arrays.toString(which);
      add("sum over " + over, in -> in.away(2, 3, 4, 2).apply(new Reduce(Reduce.Kind.SUM, which)));
      add(
          "max over " + over,
          in -> in.distinct(2, 3, 4, 2).apply(new Reduce(Reduce.Kind.MAX, which)));
    }
    for (int[] which : new int[][] {{0}, {0, 2, 3}, {1, 2, 3}, {2, 3}, {}}) {
      add(
          "variance over " + java.util.Arrays.toString(which),
          in -> in.away(2, 3, 4, 2).apply(new Variance(which)));
    }
    add(
        "variance over the first of a transpose",
        in -> in.away(3, 5).transpose(1, 0).varianceKept(0));
    add(
        "normalised by mean and variance",
        in -> {
          Tensor x = in.away(4, 3, 2);
          Tensor deviation = x.varianceKept(0, 2).plus(1e-5).sqrt();
          Tensor normal = x.minus(x.meanKept(0, 2)).div(deviation);
          return normal.square().times(normal);
        });
    add("sum over everything", in -> in.away(2, 3, 4).sum());
    add("max over everything", in -> in.distinct(2, 3, 4).maximum());
    add(
        "sum over a dimension of one",
        in -> in.away(2, 1, 4).apply(new Reduce(Reduce.Kind.SUM, 1)));
    add("sum of a vector", in -> in.away(17).sum());
    add("sum over nothing", in -> in.away(3, 2).apply(new Reduce(Reduce.Kind.SUM)));
    add("mean over the last", in -> in.away(3, 1, 5).mean(-1));
    add("sum per sample", in -> in.away(3, 2, 5).square().sumPerSample());
    add("norm per sample", in -> in.away(3, 2, 5).normPerSample());
    String why = "equal largest numbers share the gradient";
    cases.add(
        OpCase.of(
                "max of ties",
                in ->
                    in.shaped(Shape.of(3, 4), 1, 1, 0, 1, -2, -2, -2, -2, 0, 0, -1, 5)
                        .apply(new Reduce(Reduce.Kind.MAX, 1)))
            .kinked(why));
    cases.add(
        OpCase.of("sum over long columns", in -> in.uniform(0, 1, 1000, 37).sum(0))
            .kinked("too large to difference"));
    cases.add(
        OpCase.of("sum over long rows", in -> in.uniform(0, 1, 37, 1003).sum(1))
            .kinked("too large to difference"));
  }

  private void broadcasts() {
    add("broadcast of rows", in -> in.away(1, 4).apply(new Broadcast(Shape.of(3, 4))));
    add("broadcast of columns", in -> in.away(3, 1).apply(new Broadcast(Shape.of(3, 4))));
    add(
        "broadcast of channels",
        in -> in.away(1, 3, 1, 1).apply(new Broadcast(Shape.of(2, 3, 4, 5))));
    add("broadcast of one number", in -> in.away(1, 1, 1).apply(new Broadcast(Shape.of(2, 3, 4))));
    add(
        "broadcast from the middle",
        in -> in.away(2, 1, 3, 1).apply(new Broadcast(Shape.of(2, 4, 3, 2))));
    add("broadcast of a scalar", in -> in.away().broadcast(Shape.of(3, 2)));
    add(
        "broadcast in arithmetic",
        in -> in.away(2, 3, 1).times(in.away(3, 4)).plus(in.away(1, 1, 4)));
    add("broadcast of both sides", in -> in.away(3, 1).minus(in.away(1, 5)));
    add("reshape", in -> in.away(2, 3, 4).reshape(4, 6).square());
    add("mean over one replica", in -> in.away(2, 3, 4).square().replicaMean().exp());
    add("reshape to images", in -> in.away(2, 12).square().reshape(2, 3, 2, 2).square());
    add("reshape of images", in -> in.away(2, 3, 2, 2).square().reshape(2, 12).square());
    add("reshape to a scalar", in -> in.away(1, 1).square().reshape(Shape.SCALAR));
  }

  private void orders() {
    int[][] orders = {
      {0},
      {1, 0},
      {0, 1},
      {0, 2, 1},
      {1, 0, 2},
      {1, 2, 0},
      {2, 0, 1},
      {2, 1, 0},
      {0, 2, 3, 1},
      {0, 3, 1, 2},
      {3, 2, 1, 0},
      {1, 0, 3, 2},
      {0, 2, 1, 3},
      {0, 1, 3, 2},
      {2, 3, 0, 1},
      {4, 3, 2, 1, 0},
      {0, 2, 4, 1, 3},
      {0, 3, 1, 4, 2},
      {1, 0, 2, 3, 4}
    };
    int[] sizes = {2, 3, 4, 1, 3};
    for (int[] order : orders) {
      int[] dims = java.util.Arrays.copyOf(sizes, order.length);
      add(
          "transpose " + java.util.Arrays.toString(order),
          in -> in.away(dims).apply(new Transpose(order)).square());
    }
  }

  private void parts() {
    add("slice", in -> in.away(3, 6).apply(new Slice(1, 1, 4, 1)));
    add("slice of rows", in -> in.away(6, 3).apply(new Slice(0, 2, 3, 1)));
    add("slice with a step", in -> in.away(2, 7, 2).apply(new Slice(1, 1, 3, 2)));
    add("slice with a step to before the end", in -> in.away(8).apply(new Slice(0, 0, 3, 3)));
    add("slice of channels", in -> in.away(2, 5, 3, 2).apply(new Slice(1, 2, 2, 1)));
    add("slice of one element", in -> in.away(4, 4).apply(new Slice(1, 3, 1, 1)));
    add("pad", in -> in.away(2, 3).apply(new Pad(1, 2, 1, 0)));
    add("pad of rows", in -> in.away(2, 3).apply(new Pad(0, 0, 2, 0)));
    add("pad between", in -> in.away(2, 3, 2).apply(new Pad(1, 1, 2, 2)));
    add("pad between rows", in -> in.away(3, 4).apply(new Pad(0, 0, 0, 1)));
    add("pad of images", in -> in.away(2, 2, 3, 3).apply(new Pad(3, 1, 1, 0)));
    add("pad of nothing", in -> in.away(3).square().apply(new Pad(0, 0, 0, 0)));
    add("concat", in -> in.away(2, 3).concat(1, in.away(2, 2)));
    add("concat of rows", in -> in.away(2, 3).concat(0, in.away(1, 3), in.away(4, 3)));
    add(
        "concat of channels",
        in -> in.away(2, 1, 2, 3).concat(1, in.away(2, 3, 2, 3), in.away(2, 2, 2, 3)));
    add(
        "concat with itself",
        in -> {
          Tensor x = in.away(2, 3);
          return x.concat(-1, x.square(), x);
        });
  }

  private void tables() {
    add("gather", in -> in.away(5, 3).apply(new Gather(), in.ints(5, 4)));
    add(
        "gather with duplicates and numbers out of range",
        in ->
            in.away(4, 3)
                .apply(new Gather(), in.integers(Shape.of(2, 4), 0, 3, 3, -1, 4, 1000, 0, 2)));
    add("gather from a vector", in -> in.away(6).apply(new Gather(), in.ints(6, 2, 3)));
    add(
        "gather by one number",
        in -> in.away(6, 2, 2).apply(new Gather(), in.integers(Shape.SCALAR, 4)));
    add("scatterAdd", in -> in.away(4, 3).apply(new ScatterAdd(5), in.ints(5, 4)));
    add(
        "scatterAdd with duplicates and numbers out of range",
        in ->
            in.away(2, 4, 3)
                .apply(new ScatterAdd(4), in.integers(Shape.of(2, 4), 0, 3, 3, -1, 4, 1000, 0, 2)));
    add("scatterAdd of numbers", in -> in.away(9).apply(new ScatterAdd(3), in.ints(3, 9)));
    add(
        "one-hot by iota",
        in -> {
          TensorType type = TensorType.of(DType.I32, Shape.of(4, 5));
          Tensor labels = in.ints(5, 4, 1).broadcast(Shape.of(4, 5));
          return in.graph().iota(type, 1).equal(labels).cast(in.dtype()).times(in.away(4, 5));
        });
  }

  private void sources() {
    source("constant fill", in -> in.graph().fill(0.1, in.type(3, 4)));
    source("constant scalar", in -> in.graph().fill(-2.5, in.type()));
    source("constant array", in -> in.constant(3, 7));
    source("constant of integers", in -> in.graph().fill(7, TensorType.of(DType.I32, Shape.of(3))));
    source("iota over rows", in -> in.graph().iota(in.type(4, 3), 0));
    source("iota in the middle", in -> in.graph().iota(in.type(2, 5, 3), 1));
    source("iota of integers", in -> in.graph().iota(TensorType.of(DType.I32, Shape.of(2, 9)), 1));
    source("cast to integers", in -> in.values(-2.7, -1, -0.5, 0, 0.5, 2.7, 1e6).cast(DType.I32));
    source("cast of integers", in -> in.ints(1000, 17).cast(in.dtype()));
    random("uniform", 12);
    random("uniform of odd sizes", 3, 7, 5);
    random("normal", 12);
    random("normal of odd sizes", 3, 7, 5);
    random("normal of one", 1);
    random("uniform of many", 257, 129);
    random("normal of many", 257, 129);
    source(
        "random of two streams",
        in -> {
          in.randomness();
          return in.graph().uniform(in.type(9)).concat(0, in.graph().normal(in.type(9)));
        });
    add(
        "random times a parameter",
        in -> {
          in.randomness();
          Tensor mean = in.away(3, 4);
          return in.graph()
              .normal(in.type(3, 4))
              .times(in.uniform(0.5, 1, 3, 4))
              .plus(mean)
              .square();
        });
    add(
        "constants in arithmetic",
        in -> in.away(3, 7).times(in.constant(3, 7)).plus(in.constant(7)));
    add(
        "cast of doubles, where the parameters are such",
        in -> in.away(6).square().cast(DType.F32).square().cast(in.dtype()).square());
  }

  private void source(String name, OpCase.Body body) {
    cases.add(OpCase.of(name, body).exact().forwardOnly(SOURCE));
  }

  private void random(String name, int... dims) {
    source(
        "random " + name,
        in -> {
          in.randomness();
          return name.startsWith("uniform")
              ? in.graph().uniform(in.type(dims))
              : in.graph().normal(in.type(dims));
        });
  }
}
