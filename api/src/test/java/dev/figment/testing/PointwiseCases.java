package dev.figment.testing;

import dev.figment.Tensor;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cases of the point-wise table: smooth ranges, ties and kinks, zeros and large numbers. */
final class PointwiseCases {
  private static final String KINK = "the numbers lie on a kink";
  private static final String EDGE = "the numbers are at the edge of what a float holds";

  private final List<OpCase> cases = new ArrayList<>();

  private PointwiseCases() {}

  static List<OpCase> all() {
    PointwiseCases rows = new PointwiseCases();
    rows.smooth();
    rows.choices();
    rows.ties();
    rows.edges();
    rows.integers();
    return rows.cases;
  }

  private void add(String name, OpCase.Body body) {
    cases.add(OpCase.of(name, body));
  }

  private void smooth() {
    add("add", in -> in.away(2, 3).plus(in.away(2, 3)));
    add("sub", in -> in.away(2, 3).minus(in.away(2, 3)));
    add("mul", in -> in.away(2, 3).times(in.away(2, 3)));
    add("div", in -> in.away(2, 3).div(in.away(2, 3)));
    add("pow", in -> in.uniform(0.5, 2, 3, 4).pow(in.uniform(-2, 2, 3, 4)));
    add("pow of negative numbers", in -> in.uniform(-2, -0.5, 7).pow(3));
    unary("neg", -2, 2, Tensor::unaryMinus);
    unary("square", -2, 2, Tensor::square);
    unary("sqrt", 0.5, 3, Tensor::sqrt);
    unary("exp", -2, 2, Tensor::exp);
    unary("log", 0.3, 4, Tensor::log);
    unary("sin", -3, 3, Tensor::sin);
    unary("cos", -3, 3, Tensor::cos);
    unary("tanh", -2, 2, Tensor::tanh);
    unary("sigmoid", -4, 4, Tensor::sigmoid);
    unary("softplus", -4, 4, Tensor::softplus);
    unary("erf", -3, 3, Tensor::erf);
    add("abs", in -> in.away(17).abs());
    add("relu", in -> in.away(17).relu());
    add("reciprocal", in -> in.away(17).reciprocal());
    add("sign", in -> in.away(17).sign().times(in.away(17)));
    add("floor", in -> in.values(-2.6, -1.4, -0.3, 0.4, 1.7).floor().times(in.away(5)));
    cases.add(
        OpCase.of("detach", in -> in.away(5).detach().times(in.away(5)))
            .kinked("no gradient is the purpose of detach"));
  }

  private void unary(String name, double low, double high, UnaryOperator<Tensor> function) {
    add(name, in -> function.apply(in.uniform(low, high, 17)));
  }

  private void choices() {
    add("max", in -> in.moved(0, 4, 6).max(in.moved(0.5, 4, 6)));
    add("min", in -> in.moved(0, 4, 6).min(in.moved(0.5, 4, 6)));
    add("greater", in -> choice(in, Pointwise.GREATER));
    add("greaterOrEqual", in -> choice(in, Pointwise.GREATER_OR_EQUAL));
    add("equal", in -> choice(in, Pointwise.EQUAL));
    add("select", in -> in.mask(4, 5).select(in.away(4, 5), in.away(4, 5)));
    add(
        "select of one input twice",
        in -> {
          Tensor x = in.away(9);
          return x.greater(0).select(x.square(), x.exp());
        });
    add("max with a number", in -> in.away(9).max(0.1).square());
    add("min with a number", in -> in.away(9).min(0.1).square());
  }

  private static Tensor choice(CaseInputs in, Pointwise comparison) {
    Tensor mask = in.moved(0, 12).apply(comparison, in.moved(0.5, 12));
    return mask.times(in.away(12));
  }

  private void ties() {
    tie("max", in -> steps(in).max(in.values(0, -0.5, 1, 2, -1)));
    tie("min", in -> steps(in).min(in.values(0, -0.5, 1, 2, -1)));
    tie("greater", in -> steps(in).greater(in.values(0, -0.5, 1, 2, -1)).plus(steps(in)));
    tie(
        "greaterOrEqual",
        in -> steps(in).greaterOrEqual(in.values(0, -0.5, 1, 2, -1)).plus(steps(in)));
    tie("equal", in -> steps(in).equal(in.values(0, -0.5, 1, 2, -1)).plus(steps(in)));
    tie("relu", in -> steps(in).relu());
    tie("abs", in -> steps(in).abs());
    tie("sign", in -> steps(in).sign());
    tie("floor", in -> steps(in).floor());
    tie("select", in -> in.values(0, 1, -1, 0.5, 0).select(steps(in), in.away(5)));
    tie("pow", in -> in.values(0, 0, 0, 2, -2).pow(in.values(1, 2, 3, 2, 2)));
    tie("square", in -> in.values(0, 0, 0, 0, -2).square());
  }

  private void tie(String name, OpCase.Body body) {
    cases.add(OpCase.of(name + " at ties and zeros", body).kinked(KINK));
  }

  private static Tensor steps(CaseInputs in) {
    return in.values(0, -0.5, 0.5, 1, -1);
  }

  private void edges() {
    edge("exp of negative numbers", Tensor::exp, 0, -1, -20, -80, -100, -1e4);
    edge("exp of large numbers", Tensor::exp, 70, 80, 88);
    edge("exp that overflows", Tensor::exp, 100, 1e4);
    edge("log of tiny and huge numbers", Tensor::log, 1, 0.5, 1e-30, 1e30);
    edge("log of zero", Tensor::log, 0, 1);
    edge("log of a negative number", Tensor::log, -1, 1);
    edge("sqrt of tiny numbers", x -> x.sqrt().times(1e15), 0, 1e-30, 4e-30);
    edge("sqrt of huge numbers", Tensor::sqrt, 1e30, 4e36);
    edge("sin of large numbers", Tensor::sin, 0, 10, -100, 1000);
    edge("cos of large numbers", Tensor::cos, 0, 10, -100, 1000);
    edge("tanh far out", Tensor::tanh, 0, 5, -5, 20, -20, 100, -100, 1e30, -1e30);
    edge("tanh near zero", x -> x.tanh().times(1e4), 0, 1e-4, -1e-4, 3e-5);
    edge("sigmoid far out", Tensor::sigmoid, 0, 20, -20, 100, -100, 1e4, -1e4, 1e30, -1e30);
    edge("softplus of negative numbers", Tensor::softplus, 0, -5, -20, -100, -1e4, -1e30);
    edge("softplus of large numbers", Tensor::softplus, 20, 100, 1e3);
    edge("softplus of huge numbers", Tensor::softplus, 1e30, 3e30);
    edge("erf far out", Tensor::erf, 0, 2.4, -2.4, 2.6, -2.6, 6.5, -6.5, 100, -1e30);
    edge("erf near zero", x -> x.erf().times(1e4), 0, 1e-4, -1e-4);
    edge("floor of large numbers", Tensor::floor, 1e6 + 0.5, -1e6 - 0.5, 1e6);
    edge("reciprocal of zero", Tensor::reciprocal, 0, 1, -2);
    edge("reciprocal of huge numbers", x -> x.reciprocal().times(1e30), 1e30, -1e31);
    edge("square that overflows", Tensor::square, 1e30, 1);
    edge("abs of huge numbers", Tensor::abs, -1e38, 1e38, 0);
    edge("div by zero", x -> x.div(x.like(0)), 1, -1, 0);
    edge("relu of huge numbers", Tensor::relu, -1e38, 1e38, 0);
    edge("neg of zero and huge numbers", Tensor::unaryMinus, 0, 1e38, -1e38);
    cases.add(
        OpCase.of(
                "pow of zero and negative numbers",
                in ->
                    in.values(0, 0, -2, -2, 4, 2, 1, -1, 3)
                        .pow(in.values(0, 2, 2, 3, 0.5, -3, 1e4, 0, 0)))
            .forwardOnly(EDGE));
    cases.add(
        OpCase.of(
                "select between infinities",
                in ->
                    in.values(0, 1, -2, 0, 0.5)
                        .select(in.values(0, 1, 2, 0, 3).log(), in.values(1, 0, 0, 2, 0).log()))
            .forwardOnly(EDGE));
  }

  private void edge(String name, UnaryOperator<Tensor> function, double... values) {
    cases.add(OpCase.of(name, in -> function.apply(in.values(values))).forwardOnly(EDGE));
  }

  private void integers() {
    String why = "integers have no gradient";
    cases.add(
        OpCase.of(
                "arithmetic of integers",
                in -> in.ints(9, 2, 5).plus(in.ints(5, 2, 5)).times(3).minus(in.ints(20, 2, 5)))
            .exact()
            .forwardOnly(why));
    cases.add(
        OpCase.of(
                "comparisons of integers",
                in -> {
                  Tensor a = in.ints(4, 40);
                  Tensor b = in.ints(4, 40);
                  return a.equal(b)
                      .plus(a.greater(b).times(10))
                      .plus(a.greaterOrEqual(b).times(100));
                })
            .exact()
            .forwardOnly(why));
    cases.add(
        OpCase.of(
                "choices of integers",
                in -> {
                  Tensor a = in.ints(9, 12);
                  Tensor b = in.ints(9, 12);
                  return a.greater(4).select(a.max(b), a.min(b).unaryMinus().abs());
                })
            .exact()
            .forwardOnly(why));
  }
}
