package dev.figment.cpu.kernel;

import dev.figment.op.Pointwise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins neighbouring steps into one pass over their block where optimizers, losses, normalisations
 * and rectifiers are made of them: weighted sums, products added, quotients by a root, choices by a
 * sign. A pass costs a load and a store for each operand, so fewer passes are faster.
 */
final class Peephole {
  private final List<Step> steps;
  private final Map<Slot, Apply> makers = new HashMap<>();
  private final Map<Slot, BySign> signs = new HashMap<>();
  private final Map<Slot, Integer> readers = new HashMap<>();

  private Peephole(List<Step> steps) {
    this.steps = steps;
    for (Step step : steps) {
      for (Slot operand : step.operands()) {
        readers.merge(operand, 1, Integer::sum);
      }
      Slot result = step.result();
      if (step instanceof Apply && result != null) {
        makers.put(result, (Apply) step);
      } else if (step instanceof BySign) {
        signs.put(((BySign) step).target(), (BySign) step);
      }
    }
  }

  /** Replaces steps in place. */
  static void improve(List<Step> steps) {
    Peephole peephole = new Peephole(steps);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Apply) {
        Step better = peephole.better((Apply) steps.get(i));
        if (better != null) {
          steps.set(i, better);
        }
      }
    }
    peephole.sweep();
  }

  /** Removes loads and functions whose results nobody reads any more. */
  private void sweep() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      Slot result = step.result();
      if (result != null && readers.getOrDefault(result, 0) == 0) {
        step.operands().forEach(operand -> readers.merge(operand, -1, Integer::sum));
        steps.remove(i);
      }
    }
  }

  /** The step that makes a value, if it is this function and nobody else reads the value. */
  private @Nullable Apply only(Slot slot, Pointwise row) {
    Apply maker = makers.get(slot);
    boolean fits = maker != null && maker.row().equals(row) && maker.isWhole() && slot.isFloat();
    return fits && readers.getOrDefault(slot, 0) == 1 ? maker : null;
  }

  private @Nullable Step better(Apply step) {
    if (step.is(FloatFunctions.SIGMOID)) {
      return sigmoid(step);
    }
    if (!step.isWhole() || !step.target().isFloat()) {
      return null;
    }
    Slot result = step.target();
    Slot first = step.operands().get(0);
    Slot last = step.operands().get(step.operands().size() - 1);
    Apply left = only(first, Pointwise.MUL);
    Apply right = only(last, Pointwise.MUL);
    Step better = null;
    if (step.row().equals(Pointwise.ADD)) {
      better = left == null || right == null ? null : sum(result, left, right);
      if (better == null && right != null) {
        better = sum(result, first, right);
      } else if (better == null && left != null) {
        better = sum(result, last, left);
      }
    } else if (step.row().equals(Pointwise.SUB) && right != null) {
      better = product(Multiply.SUBTRACT, result, first, right);
    } else if (step.row().equals(Pointwise.MAX) && right != null) {
      better = product(Multiply.MAX, result, first, right);
    } else if (step.row().equals(Pointwise.DIV)) {
      better = byRoot(step, result);
    }
    return better == null ? null : replace(step, better);
  }

  /** A sigmoid in one step, if nobody else reads the exponential that it is made of. */
  private @Nullable Step sigmoid(Apply step) {
    Apply power = makers.get(step.operands().get(0));
    boolean fits = power != null && readers.getOrDefault(power.target(), 0) == 1;
    return power == null || !fits
        ? null
        : replace(
            step,
            new Apply(
                step.row(), FloatFunctions.SIGMOID_ALONE, step.target(), power.operands().get(0)));
  }

  /** The sum of two products where that is something of its own. */
  private @Nullable Step sum(Slot result, Apply left, Apply right) {
    Step rectified = rectified(result, left, right);
    return rectified != null ? rectified : weighted(result, left, right);
  }

  /** A value and a product, which may be that of a difference. */
  private Step sum(Slot result, Slot plus, Apply product) {
    Apply difference = only(product.operands().get(0), Pointwise.SUB);
    return difference == null
        ? product(Multiply.ADD, result, plus, product)
        : new Affine(
            result,
            difference.operands().get(0),
            difference.operands().get(1),
            product.operands().get(1),
            plus);
  }

  /** The gradient of a leaky rectifier: a value where another is positive, a part where not. */
  private @Nullable Step rectified(Slot result, Apply left, Apply right) {
    Slot weight = right.operands().get(1);
    Apply part = only(right.operands().get(0), Pointwise.MUL);
    if (part == null || !weight.isConstant()) {
      return null;
    }
    BySign whole = signs.get(left.operands().get(1));
    BySign rest = signs.get(part.operands().get(1));
    Slot value = left.operands().get(0);
    if (whole == null || rest == null || !whole.isLike(rest)) {
      return null;
    }
    return value.equals(part.operands().get(0))
        ? whole.plus(rest, weight.number(), result, value)
        : null;
  }

  private @Nullable Step byRoot(Apply step, Slot result) {
    Apply sum = only(step.operands().get(1), Pointwise.ADD);
    Apply root = sum == null ? null : only(sum.operands().get(0), Pointwise.SQRT);
    if (sum == null || root == null) {
      return null;
    }
    Slot numerator = step.operands().get(0);
    return new Multiply(
        Multiply.BY_ROOT, result, numerator, root.operands().get(0), sum.operands().get(1));
  }

  private static Step product(FloatFunction function, Slot result, Slot plus, Apply product) {
    return new Multiply(
        function, result, plus, product.operands().get(0), product.operands().get(1));
  }

  /** The sum of two values, or of a value and a square, with constant weights. */
  private @Nullable Step weighted(Slot result, Apply left, Apply right) {
    Slot a = left.operands().get(1);
    Slot b = right.operands().get(1);
    if (!a.isConstant() || !b.isConstant()) {
      return null;
    }
    Slot y = right.operands().get(0);
    Apply square = only(y, Pointwise.SQUARE);
    return new Weighted(
        result,
        left.operands().get(0),
        a.number(),
        square == null ? y : square.operands().get(0),
        b.number(),
        square != null);
  }

  private Step replace(Step old, Step better) {
    better.operands().forEach(operand -> readers.merge(operand, 1, Integer::sum));
    old.operands().forEach(operand -> readers.merge(operand, -1, Integer::sum));
    return better;
  }
}
