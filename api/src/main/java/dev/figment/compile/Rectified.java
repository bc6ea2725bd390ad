package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.op.Op;
import dev.figment.op.Pointwise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The relus and leaky relus of a program. A gradient asks on which side of zero the value before
 * one was, which the result tells, too; so the value before is needed by nobody else and need not
 * be kept.
 */
final class Rectified {
  private final Map<Tensor, Tensor> relus = new HashMap<>();

  /** By {@code slope * x}: the result, {@code max(x, slope * x)}. */
  private final Map<Tensor, Tensor> leaks = new HashMap<>();

  /** Takes note of what an op came to. */
  void note(Op op, List<Tensor> inputs, Tensor result) {
    if (op.equals(Pointwise.RELU)) {
      relus.put(inputs.get(0), result);
    } else if (op.equals(Pointwise.MAX) && slope(inputs.get(1), inputs.get(0)) != null) {
      leaks.put(inputs.get(1), result);
    }
  }

  /** The number between 0 and 1 whose product with x this is; null if it is none. */
  static @Nullable Double slope(Tensor product, Tensor x) {
    if (!product.op().equals(Pointwise.MUL)) {
      return null;
    }
    Tensor left = product.inputs().get(0);
    Tensor right = product.inputs().get(1);
    Double slope = left == x ? Rewrites.fill(right) : right == x ? Rewrites.fill(left) : null;
    return slope != null && slope > 0 && slope < 1 ? slope : null;
  }

  /** The same comparison made with a result; null if there is none. */
  @Nullable Tensor compared(Pointwise op, Tensor x, Tensor y) {
    if (op.equals(Pointwise.GREATER) && Rewrites.is(y, 0)) {
      Tensor relu = relus.get(x);
      return relu == null ? null : relu.apply(Pointwise.GREATER, y);
    }
    if (op.equals(Pointwise.GREATER_OR_EQUAL) && slope(y, x) != null) {
      Tensor leaky = leaks.get(y);
      return leaky == null ? null : leaky.apply(op, leaky.like(0));
    }
    if (op.equals(Pointwise.GREATER) && slope(x, y) != null) {
      Tensor leaky = leaks.get(x);
      return leaky == null ? null : leaky.like(0).apply(op, leaky);
    }
    return null;
  }
}
