package dev.figment;

/** The element type of a tensor or an array. */
public enum DType {
  /** IEEE 754 single precision, the type of weights and activations. */
  F32(4),
  /** IEEE 754 double precision, used by the reference backend to judge the others. */
  F64(8),
  /** Two's complement 32-bit integers: labels, token ids, counters, random keys. */
  I32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element, in bytes. */
  public int getBytes() {
    return bytes;
  }

  /** Whether elements are real numbers, so that gradients can pass. */
  public boolean isFloating() {
    return this != I32;
  }
}
