package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.op.Pointwise;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One of three constants, by whether a float is positive, zero or negative, and 0 for NaN; times a
 * value, if there is one. Comparisons with zero, of which gradients of rectifiers are made, are
 * this. It works on the bits of floats: the JVM vectorises functions of integers, but no comparison
 * of floats.
 */
final class BySign extends Step {
  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private final Slot target;
  private final Slot bits;
  private final @Nullable Slot factor;
  private final float positive;
  private final float zero;
  private final float negative;

  private BySign(
      Slot target, Slot bits, @Nullable Slot factor, float positive, float zero, float negative) {
    super(target, factor == null ? new Slot[] {bits} : new Slot[] {bits, factor});
    this.target = target;
    this.bits = bits;
    this.factor = factor;
    this.positive = positive;
    this.zero = zero;
    this.negative = negative;
  }

  /**
   * A comparison with zero; null if it is none.
   *
   * @param bits finds the bits of a value
   */
  static @Nullable BySign of(Pointwise row, List<Slot> operands, UnaryOperator<Slot> bits) {
    boolean strict = row.equals(Pointwise.GREATER);
    if (!strict && !row.equals(Pointwise.GREATER_OR_EQUAL)) {
      return null;
    }
    int zero = strict ? 0 : 1;
    Slot target = Slot.register(DType.F32);
    if (isZero(operands.get(1))) {
      return new BySign(target, bits.apply(operands.get(0)), null, 1, zero, 0);
    }
    return isZero(operands.get(0))
        ? new BySign(target, bits.apply(operands.get(1)), null, 0, zero, 1)
        : null;
  }

  private static boolean isZero(Slot slot) {
    return slot.isConstant() && slot.isFloat() && slot.number() == 0;
  }

  Slot target() {
    return target;
  }

  /** Whether both look at the same value. */
  boolean isLike(BySign other) {
    return bits.equals(other.bits);
  }

  /** What this and so much of another are together, times a value. */
  BySign plus(BySign other, float weight, Slot result, Slot value) {
    return new BySign(
        result,
        bits,
        value,
        positive + weight * other.positive,
        zero + weight * other.zero,
        negative + weight * other.negative);
  }

  @Override
  void run(Frame frame, int share) {
    int[] chosen = frame.whole;
    choose(
        bits.ints(frame),
        Float.floatToRawIntBits(zero),
        Float.floatToRawIntBits(zero) ^ Float.floatToRawIntBits(positive),
        Float.floatToRawIntBits(positive) ^ Float.floatToRawIntBits(negative),
        chosen,
        frame.count);
    float[] result = target.floats(frame);
    if (factor == null) {
      frame.values(chosen, result, frame.count);
    } else {
      frame.values(chosen, frame.first, frame.count);
      multiply(factor.floats(frame), frame.first, result, frame.count);
    }
  }

  private static void choose(
      int[] bits, int zero, int zeroToPositive, int positiveToNegative, int[] result, int n) {
    for (int i = 0; i < n; i++) {
      int magnitude = bits[i] & MAGNITUDE;
      int other = (magnitude + MAGNITUDE) >> 31;
      int minus = other & (bits[i] >> 31);
      int nan = (INFINITY - magnitude) >> 31;
      result[i] = (zero ^ (zeroToPositive & other) ^ (positiveToNegative & minus)) & ~nan;
    }
  }

  /** As a sum of products by comparisons, it makes NaN of what is infinite. */
  private static void multiply(float[] x, float[] y, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] * y[i] + x[i] * 0f;
    }
  }
}
