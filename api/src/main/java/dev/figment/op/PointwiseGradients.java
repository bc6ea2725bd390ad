package dev.figment.op;

import dev.figment.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes that gradient rules of point-wise functions come in. */
final class PointwiseGradients {
  private PointwiseGradients() {}

  @FunctionalInterface
  interface Unary {
    Tensor at(Tensor x, Tensor y, Tensor g);
  }

  @FunctionalInterface
  interface Many {
    Tensor at(Tensor[] x, Tensor y, Tensor g);
  }

  static Pointwise.Rule unary(Unary rule) {
    return (x, y, g) -> Collections.singletonList(rule.at(x[0], y, g));
  }

  static Pointwise.Rule binary(Many left, Many right) {
    return (x, y, g) -> Arrays.asList(left.at(x, y, g), right.at(x, y, g));
  }

  static Pointwise.Rule none() {
    return (x, y, g) -> Collections.<@Nullable Tensor>nCopies(x.length, null);
  }

  /** One less; but 1 for 0, whose power has the gradient zero and not {@code 0 * infinity}. */
  static Tensor lessOne(Tensor exponent) {
    if (exponent.op() instanceof Constant constant && constant.isFill()) {
      double power = constant.getFill();
      return exponent.like(power == 0 ? 1 : power - 1);
    }
    return exponent.equal(exponent.like(0)).select(exponent.like(1), exponent.minus(1));
  }

  static Pointwise.Rule select() {
    return (x, y, g) -> {
      Tensor zero = g.like(0);
      List<@Nullable Tensor> result =
          Arrays.asList(null, x[0].select(g, zero), x[0].select(zero, g));
      return result;
    };
  }
}
