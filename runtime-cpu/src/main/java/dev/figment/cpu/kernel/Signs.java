package dev.figment.cpu.kernel;

import dev.figment.op.Pointwise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons with zero, of which gradients of rectifiers are made, on the bits of floats: the JVM
 * vectorises functions of integers, but no comparison of floats.
 */
final class Signs {
  private static final int ONE = 0x3f800000;
  private static final int INFINITY = 0x7f800000;

  private Signs() {}

  /** The loop of a comparison with zero; null if it is none. */
  static @Nullable FloatFunction of(Pointwise row, List<Slot> operands) {
    boolean strict = row.equals(Pointwise.GREATER);
    if (!strict && !row.equals(Pointwise.GREATER_OR_EQUAL)) {
      return null;
    }
    int least = strict ? 1 : 0;
    if (isZero(operands.get(1))) {
      return (f, x, y, z, r, n) -> {
        plusZero(x, r, n);
        compare(f, r, least, n);
      };
    }
    return isZero(operands.get(0))
        ? (f, x, y, z, r, n) -> {
          zeroMinus(y, r, n);
          compare(f, r, least, n);
        }
        : null;
  }

  private static boolean isZero(Slot slot) {
    return slot.isConstant() && slot.isFloat() && slot.number() == 0;
  }

  /** 1 for numbers whose bits are at least so many, NaN not among them, else 0. */
  private static void compare(Frame frame, float[] values, int least, int n) {
    frame.bits(values, frame.whole, n);
    compare(frame.whole, least, n);
    frame.values(frame.whole, values, n);
  }

  private static void compare(int[] bits, int least, int n) {
    for (int i = 0; i < n; i++) {
      bits[i] = ~((bits[i] - least | INFINITY - bits[i]) >> 31) & ONE;
    }
  }

  /** Makes 0 of -0, too. */
  private static void plusZero(float[] x, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] + 0f;
    }
  }

  private static void zeroMinus(float[] x, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = 0f - x[i];
    }
  }
}
