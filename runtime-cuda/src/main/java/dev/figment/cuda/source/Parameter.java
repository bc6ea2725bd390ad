package dev.figment.cuda.source;

import dev.figment.DType;

/** A pointer that a kernel takes. */
public final class Parameter {
  private final String name;
  private final DType dtype;
  private final boolean written;
  private final int number;

  private Parameter(String name, DType dtype, boolean written, int number) {
    this.name = name;
    this.dtype = dtype;
    this.written = written;
    this.number = number;
  }

  /** The operand with this number, in the order in which operands were told. */
  static Parameter operand(int number, DType dtype, boolean written) {
    return new Parameter("p" + number, dtype, written, number);
  }

  /** The scratch memory with this number. */
  static Parameter scratch(int number, DType dtype, boolean written) {
    return new Parameter("w" + number, dtype, written, number);
  }

  /** The name in the kernel's text. */
  String name() {
    return name;
  }

  DType dtype() {
    return dtype;
  }

  boolean isWritten() {
    return written;
  }

  /** Whether it points to scratch memory instead of an operand. */
  public boolean isScratch() {
    return name.startsWith("w");
  }

  /** Which operand or scratch memory it is. */
  public int getNumber() {
    return number;
  }

  /** The declaration in CUDA C. */
  @Override
  public String toString() {
    return (written ? "" : "const ") + Value.type(dtype) + "* " + name;
  }
}
