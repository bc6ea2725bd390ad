package dev.figment.compile;

import dev.figment.DType;

/** How the numbers of a value lie in memory: as what they are, or in 16 bits. */
public enum Format {
  F32(DType.F32, 4),
  F64(DType.F64, 8),
  I32(DType.I32, 4),
  /** A real number with the exponent of f32 and 8 bits of fraction. */
  BF16(DType.F32, 2),
  /** IEEE 754 half precision: 11 bits of fraction, nothing beyond 65504. */
  F16(DType.F32, 2);

  private final DType dtype;
  private final int bytes;

  Format(DType dtype, int bytes) {
    this.dtype = dtype;
    this.bytes = bytes;
  }

  /** Numbers as what they are. */
  public static Format of(DType dtype) {
    switch (dtype) {
      case I32:
        return I32;
      case F64:
        return F64;
      default:
        return F32;
    }
  }

  /** What the numbers are. */
  public DType getDtype() {
    return dtype;
  }

  /** The size of a number, in bytes. */
  public int getBytes() {
    return bytes;
  }

  /** Whether it is one of 16 bits. */
  public boolean isHalf() {
    return bytes == 2;
  }
}
