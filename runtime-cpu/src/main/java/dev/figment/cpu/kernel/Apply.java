package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.op.Pointwise;

/** A point-wise function of registers. */
final class Apply extends Step {
  private final Slot target;
  private final Slot x;
  private final Slot y;
  private final Slot z;
  private final Pointwise row;
  private final FloatFunction function;

  Apply(Pointwise row, Slot target, Slot... operands) {
    this(row, FloatFunctions.of(row), target, operands);
  }

  /** A part of a function's computation; only for floats. */
  Apply(Pointwise row, FloatFunction function, Slot target, Slot... operands) {
    super(target, operands);
    this.row = row;
    this.target = target;
    this.x = operands[0];
    this.y = operands[operands.length > 1 ? 1 : 0];
    this.z = operands[operands.length > 2 ? 2 : 0];
    this.function = function;
  }

  Slot target() {
    return target;
  }

  /** The row of the table, or the row that this is a part of. */
  Pointwise row() {
    return row;
  }

  /** Whether it computes this. */
  boolean is(FloatFunction other) {
    return function == other;
  }

  /** Whether it is the whole function, not a part of its computation. */
  boolean isWhole() {
    return function == FloatFunctions.of(row);
  }

  @Override
  void run(Frame frame, int share) {
    if (target.dtype() == DType.I32) {
      integers(frame, x.ints(frame), y.ints(frame), z.ints(frame), target.ints(frame));
    } else {
      function.apply(
          frame,
          x.floats(frame),
          y.floats(frame),
          z.floats(frame),
          target.floats(frame),
          frame.count);
    }
  }

  /** Integers are few: counters, labels. Their functions are the definitions. */
  private void integers(Frame frame, int[] a, int[] b, int[] c, int[] result) {
    double[] point = frame.point;
    for (int i = 0; i < frame.count; i++) {
      point[0] = a[i];
      point[1] = b[i];
      point[2] = c[i];
      result[i] = (int) row.getValue().at(point);
    }
  }
}
