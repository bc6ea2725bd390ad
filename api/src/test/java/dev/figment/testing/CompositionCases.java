package dev.figment.testing;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.MaxPool;
import java.util.ArrayList;
import java.util.List;

/** Cases of what networks and losses are made of: several ops together. */
final class CompositionCases {
  private static final String LARGE = "too large to difference";

  private final List<OpCase> cases = new ArrayList<>();

  private CompositionCases() {}

  static List<OpCase> all() {
    CompositionCases rows = new CompositionCases();
    rows.chains();
    rows.norms();
    rows.losses();
    rows.networks();
    rows.penalties();
    return rows.cases;
  }

  private void add(String name, OpCase.Body body) {
    cases.add(OpCase.of(name, body));
  }

  private void chains() {
    add("softmax", in -> in.uniform(-3, 3, 4, 7).softmax());
    add("softmax in batches", in -> in.uniform(-3, 3, 2, 3, 5).softmax());
    add("softmax of large numbers", in -> in.uniform(-3, 3, 2, 5).plus(80).softmax());
    add("logSoftmax", in -> in.uniform(-3, 3, 4, 7).logSoftmax());
    add("gelu", in -> gelu(in.uniform(-3, 3, 17)));
    add("silu", in -> silu(in.uniform(-3, 3, 17)));
    add("dense and relu", in -> dense(in, in.away(5, 4), 3).relu());
    add(
        "chain of forty",
        in -> {
          Tensor x = in.uniform(-1, 1, 3, 11);
          Tensor scale = in.uniform(0.5, 1, 11);
          for (int i = 0; i < 10; i++) {
            x = x.times(scale).plus(0.1 * i).tanh().plus(x.times(0.5));
          }
          return x;
        });
    add(
        "diamond",
        in -> {
          Tensor x = in.uniform(0.5, 2, 7);
          Tensor shared = x.square().plus(1);
          Tensor sum = shared.log().plus(shared.sqrt()).minus(shared.reciprocal());
          return sum.times(shared).plus(shared.sum()).div(shared.maximum().plus(x));
        });
    add(
        "two reductions of one value",
        in -> {
          Tensor x = in.away(4, 6).square();
          return x.sumKept(1).times(x.sumKept(0)).plus(x);
        });
    for (int size : new int[] {1, 3, 17, 255}) {
      OpCase row = OpCase.of("elements: " + size, in -> wide(in, size));
      cases.add(size > 100 ? row.kinked(LARGE) : row);
    }
    cases.add(OpCase.of("elements: 1000003", in -> wide(in, 1000003)).forwardOnly(LARGE));
  }

  private static Tensor wide(CaseInputs in, int size) {
    return in.uniform(-1, 1, size).times(2).plus(0.25).square().minus(in.away(size).sigmoid());
  }

  static Tensor gelu(Tensor x) {
    return x.times(x.times(Math.sqrt(0.5)).erf().plus(1)).times(0.5);
  }

  static Tensor silu(Tensor x) {
    return x.times(x.sigmoid());
  }

  static Tensor dense(CaseInputs in, Tensor x, int units) {
    Tensor weight = in.uniform(-1, 1, x.getShape().dim(-1), units);
    return x.matMul(weight).plus(in.uniform(-1, 1, units));
  }

  private void norms() {
    add("layer norm", in -> standard(in.away(4, 9), 1).times(in.away(9)).plus(in.away(9)));
    add(
        "batch norm",
        in ->
            standard(in.away(3, 2, 3, 2), 0, 2, 3).times(in.away(2, 1, 1)).plus(in.away(2, 1, 1)));
    add(
        "batch norm of vectors",
        in -> standard(in.away(6, 3), 0).times(in.away(3)).plus(in.away(3)));
    add(
        "group norm",
        in -> {
          Tensor x = in.away(2, 4, 3, 2);
          Tensor grouped = standard(x.reshape(2, 2, 12), 2).reshape(x.getShape());
          return grouped.times(in.away(4, 1, 1)).plus(in.away(4, 1, 1));
        });
    add(
        "conditional batch norm",
        in -> {
          Tensor labels = in.ints(3, 4);
          Tensor scale = in.away(3, 2).gather(labels).reshape(4, 2, 1);
          Tensor shift = in.away(3, 2).gather(labels).reshape(4, 2, 1);
          return standard(in.away(4, 2, 3), 0, 2).times(scale).plus(shift);
        });
    add(
        "projection score",
        in -> {
          Tensor x = in.away(4, 3);
          return dense(in, x, 1).plus(x.times(in.away(5, 3).gather(in.ints(5, 4))).sumKept(1));
        });
    add(
        "minibatch deviation",
        in -> {
          Tensor x = in.away(4, 2, 3);
          Tensor spread = x.minus(x.meanKept(0)).square().meanKept(0).plus(1e-8).sqrt().mean();
          return x.concat(1, spread.reshape(1, 1, 1).broadcast(Shape.of(4, 1, 3))).square();
        });
    add("instance norm", in -> standard(in.away(2, 3, 3, 3), 2, 3));
  }

  /** Mean 0 and variance 1 over dimensions. */
  static Tensor standard(Tensor x, int... axes) {
    Tensor centred = x.minus(x.meanKept(axes));
    return centred.div(centred.square().meanKept(axes).plus(1e-5).sqrt());
  }

  private void losses() {
    add(
        "binary cross-entropy with logits",
        in -> {
          Tensor logits = in.uniform(-4, 4, 3, 5);
          return logits.softplus().minus(in.mask(3, 5).times(logits)).sumPerSample().mean();
        });
    add(
        "cross-entropy of labels",
        in -> {
          Tensor logits = in.uniform(-2, 2, 4, 5);
          Tensor places = in.graph().iota(TensorType.of(DType.I32, Shape.of(4, 5)), 1);
          Tensor hot = places.equal(in.ints(5, 4, 1).broadcast(Shape.of(4, 5)));
          return logits.logSoftmax().times(hot.cast(in.dtype())).sum(-1).mean().unaryMinus();
        });
    add(
        "divergence of a normal distribution",
        in -> {
          Tensor mean = in.away(3, 4);
          Tensor logVariance = in.uniform(-1, 1, 3, 4);
          return mean.square()
              .plus(logVariance.exp())
              .minus(logVariance)
              .minus(1)
              .times(0.5)
              .sumPerSample();
        });
    add("mean absolute error", in -> in.moved(0, 12).minus(in.moved(0.5, 12)).abs().mean());
  }

  private void networks() {
    add(
        "attention",
        in -> {
          Tensor x = in.away(2, 3, 4);
          Tensor query = project(in, x);
          Tensor key = project(in, x);
          Tensor scores = query.matMul(key, false, true).times(0.5);
          return scores.softmax().matMul(project(in, x)).plus(x);
        });
    add("recurrent unit, two steps", CompositionCases::recurrent);
    add("small convolutional net", in -> convolutions(in, in.away(2, 1, 6, 6)));
    add(
        "max pooling net",
        in -> {
          ConvGeometry geometry = ConvGeometry.of(2);
          Tensor x = in.distinct(1, 1, 6, 6).apply(new Conv(geometry.pad(1)), in.away(2, 1, 3, 3));
          return x.apply(new MaxPool(geometry.stride(2), 2, 2), x).tanh().flatten();
        });
    add(
        "upsampling net",
        in -> {
          ConvGeometry doubling = ConvGeometry.of(2).stride(2).pad(1);
          Tensor x = dense(in, in.away(2, 3), 8).tanh().reshape(2, 2, 2, 2);
          x = x.apply(new ConvInputGrad(doubling, 4, 4), in.away(2, 3, 4, 4));
          return x.plus(in.away(3, 1, 1)).sigmoid();
        });
    add(
        "repeated images behind a convolution",
        in -> {
          Tensor x = images(in, 2, 3);
          x = x.reshape(2, 3, 2, 1, 3, 1).broadcast(Shape.of(2, 3, 2, 2, 3, 2)).reshape(2, 3, 4, 6);
          return x.times(in.away(2, 3, 4, 6));
        });
    add(
        "averaged images behind a convolution",
        in -> images(in, 4, 6).reshape(2, 3, 2, 2, 3, 2).mean(3, 5).tanh());
    add(
        "cropped images behind a convolution",
        in -> {
          Tensor x = images(in, 5, 5).slice(2, 0, 4).slice(3, 1, 4);
          return x.minus(x.meanKept(0, 2, 3).broadcast(x.getShape())).times(in.away(2, 3, 4, 4));
        });
    add(
        "maxima of cropped images",
        in -> {
          ConvGeometry geometry = ConvGeometry.of(2);
          Tensor x = in.distinct(1, 1, 6, 6).apply(new Conv(geometry), in.away(2, 1, 1, 1));
          x = x.slice(2, 1, 4).slice(3, 0, 4);
          return x.apply(new MaxPool(geometry.stride(2), 2, 2), x).tanh().flatten();
        });
    add("maxout", in -> maxout(in, in.away(5, 4), 3, 2));
    cases.add(
        OpCase.of(
                "wide dense net",
                in -> dense(in, silu(dense(in, in.uniform(0, 1, 33, 65), 100)), 17))
            .kinked(LARGE));
    cases.add(
        OpCase.of(
                "wide convolution",
                in ->
                    in.uniform(0, 1, 3, 17, 15, 14)
                        .apply(
                            new Conv(ConvGeometry.of(2).stride(2).pad(1)), in.away(33, 17, 4, 4)))
            .kinked(LARGE));
  }

  /** Images of three channels, which a convolution leaves innermost in memory. */
  private static Tensor images(CaseInputs in, int height, int width) {
    return in.away(2, 1, height, width).apply(new Conv(ConvGeometry.of(2)), in.away(3, 1, 1, 1));
  }

  private static Tensor maxout(CaseInputs in, Tensor x, int units, int pieces) {
    Shape split = Shape.of(x.getShape().dim(0), pieces, units);
    return dense(in, x, units * pieces).reshape(split).maximum(-2);
  }

  private static Tensor project(CaseInputs in, Tensor x) {
    int width = x.getShape().dim(-1);
    return x.reshape(x.getShape().getSize() / width, width)
        .matMul(in.uniform(-1, 1, width, width))
        .reshape(x.getShape());
  }

  private static Tensor recurrent(CaseInputs in) {
    Tensor inputs = in.away(2, 2, 3);
    Tensor state = in.away(2, 4);
    Tensor gates = in.uniform(-1, 1, 7, 8);
    Tensor candidate = in.uniform(-1, 1, 7, 4);
    for (int step = 0; step < 2; step++) {
      Tensor x = inputs.slice(1, step, 1).reshape(2, 3);
      Tensor both = x.concat(1, state).matMul(gates).sigmoid();
      Tensor update = both.slice(1, 0, 4);
      Tensor reset = both.slice(1, 4, 4);
      Tensor next = x.concat(1, reset.times(state)).matMul(candidate).tanh();
      state = state.plus(update.times(next.minus(state)));
    }
    return state;
  }

  private static Tensor convolutions(CaseInputs in, Tensor images) {
    ConvGeometry halving = ConvGeometry.of(2).stride(2).pad(1);
    Tensor x = images.apply(new Conv(halving), in.uniform(-1, 1, 2, 1, 4, 4));
    x = silu(x.plus(in.uniform(-1, 1, 2, 1, 1)));
    x = x.apply(new Conv(halving), in.uniform(-1, 1, 3, 2, 3, 3)).tanh();
    return dense(in, x.flatten(), 1);
  }

  private void penalties() {
    add(
        "gradient within a program",
        in -> {
          Tensor x = in.away(5);
          return x.square().times(x).sum().gradient(x).sin();
        });
    add(
        "gradient penalty of a dense critic",
        in -> {
          Tensor between = between(in, 3, 5);
          Tensor score = dense(in, silu(dense(in, between, 4)), 1);
          return penalty(score, between);
        });
    add(
        "gradient penalty of a convolutional critic",
        in -> {
          Tensor between = between(in, 2, 1, 6, 6);
          return penalty(convolutions(in, between), between);
        });
    add(
        "gradient penalty of a maxout critic",
        in -> {
          Tensor between = between(in, 3, 2);
          return penalty(dense(in, maxout(in, between, 4, 3), 1), between);
        });
    add(
        "gradient penalty through a layer norm",
        in -> {
          Tensor between = between(in, 3, 5);
          Tensor hidden = standard(dense(in, between, 4), 1);
          return penalty(dense(in, silu(hidden), 1), between);
        });
  }

  private static Tensor between(CaseInputs in, int... dims) {
    Tensor real = in.away(dims);
    Tensor fake = in.away(dims);
    int[] ones = new int[dims.length];
    java.util.Arrays.fill(ones, 1);
    ones[0] = dims[0];
    return fake.plus(real.minus(fake).times(in.uniform(0, 1, ones)));
  }

  private static Tensor penalty(Tensor score, Tensor between) {
    Tensor slope = score.sum().gradient(between);
    return slope.normPerSample().minus(1).square().mean();
  }
}
