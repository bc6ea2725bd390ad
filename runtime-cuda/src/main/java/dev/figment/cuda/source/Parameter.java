package dev.figment.cuda.source;

import dev.figment.compile.Format;

/** A pointer that a kernel takes. */
public final class Parameter {
  private final String name;
  private final Format format;
  private final boolean written;
  private final boolean steady;
  private final int number;

  private Parameter(String name, Format format, boolean written, boolean steady, int number) {
    this.name = name;
    this.format = format;
    this.written = written;
    this.steady = steady;
    this.number = number;
  }

  /** The operand with this number, in the order in which operands were told. */
  static Parameter operand(int number, Format format, boolean written) {
    return new Parameter("p" + number, format, written, false, number);
  }

  /**
   * The operand with this number, which nobody writes while the kernel runs, not even in another
   * parameter's name: so all that a thread needs of it can be read before anything is written.
   */
  static Parameter steady(int number, Format format) {
    return new Parameter("p" + number, format, false, true, number);
  }

  /** The same as the operand with another number. */
  Parameter renumbered(int other) {
    return new Parameter("p" + other, format, written, steady, other);
  }

  /** The scratch memory with this number. */
  static Parameter scratch(int number, Format format) {
    return new Parameter("w" + number, format, true, false, number);
  }

  /** The name in the kernel's text. */
  String name() {
    return name;
  }

  Format format() {
    return format;
  }

  /** The expression of an element's number. */
  String load(String index) {
    return Value.loaded(format, name + "[" + index + "]");
  }

  /** The statement that sets an element. */
  String store(String index, String value) {
    return name + "[" + index + "] = " + Value.stored(format, value) + ";";
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
    return (written ? "" : "const ")
        + Value.type(format)
        + (steady ? "* __restrict__ " : "* ")
        + name;
  }
}
