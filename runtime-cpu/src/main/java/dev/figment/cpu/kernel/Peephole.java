package dev.figment.cpu.kernel;

import dev.figment.op.Pointwise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins neighbouring steps into one pass over their block where optimizers and losses are made of
 * them: weighted sums, products added, quotients by a root. A pass costs a load and a store for
 * each operand, so fewer passes are faster.
 */
final class Peephole {
  private final List<Step> steps;
  private final Map<Slot, Apply> makers = new HashMap<>();
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

  /** Removes functions whose results nobody reads any more. */
  private void sweep() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step instanceof Apply && readers.getOrDefault(step.result(), 0) == 0) {
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
    if (!step.isWhole() || !step.target().isFloat()) {
      return null;
    }
    Slot result = step.target();
    if (step.row().equals(Pointwise.ADD)) {
      Apply left = only(step.operands().get(0), Pointwise.MUL);
      Apply right = only(step.operands().get(1), Pointwise.MUL);
      Step sum = left == null || right == null ? null : weighted(result, left, right);
      if (sum != null) {
        return replace(step, sum);
      }
      return right == null
          ? null
          : replace(step, product(Multiply.ADD, result, step.operands().get(0), right));
    }
    if (step.row().equals(Pointwise.SUB)) {
      Apply right = only(step.operands().get(1), Pointwise.MUL);
      return right == null
          ? null
          : replace(step, product(Multiply.SUBTRACT, result, step.operands().get(0), right));
    }
    return step.row().equals(Pointwise.DIV) ? byRoot(step, result) : null;
  }

  private @Nullable Step byRoot(Apply step, Slot result) {
    Apply sum = only(step.operands().get(1), Pointwise.ADD);
    Apply root = sum == null ? null : only(sum.operands().get(0), Pointwise.SQRT);
    if (sum == null || root == null) {
      return null;
    }
    Slot numerator = step.operands().get(0);
    return replace(
        step,
        new Multiply(
            Multiply.BY_ROOT, result, numerator, root.operands().get(0), sum.operands().get(1)));
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
