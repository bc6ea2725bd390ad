package dev.figment.cpu.kernel;

import dev.figment.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of a point-wise kernel: a register, given when the kernel is built, or a constant. */
public final class Slot {
  private final DType dtype;
  private final float @Nullable [] floats;
  private final int @Nullable [] ints;
  private int register = -1;

  private Slot(DType dtype, float @Nullable [] floats, int @Nullable [] ints) {
    this.dtype = dtype;
    this.floats = floats;
    this.ints = ints;
  }

  static Slot register(DType dtype) {
    return new Slot(dtype, null, null);
  }

  /** A constant in blocks of so many elements. */
  static Slot constant(DType dtype, double value, int length) {
    if (dtype == DType.I32) {
      int[] ints = new int[length];
      Arrays.fill(ints, (int) value);
      return new Slot(dtype, null, ints);
    }
    float[] floats = new float[length];
    Arrays.fill(floats, (float) value);
    return new Slot(dtype, floats, null);
  }

  DType dtype() {
    return dtype;
  }

  boolean isConstant() {
    return floats != null || ints != null;
  }

  boolean isFloat() {
    return dtype == DType.F32;
  }

  /** The number that a constant of floats holds. */
  float number() {
    return floats == null ? Float.NaN : floats[0];
  }

  int register() {
    return register;
  }

  void assign(int number) {
    register = number;
  }

  float[] floats(Frame frame) {
    return floats != null ? floats : frame.floats[register];
  }

  int[] ints(Frame frame) {
    return ints != null ? ints : frame.ints[register];
  }
}
