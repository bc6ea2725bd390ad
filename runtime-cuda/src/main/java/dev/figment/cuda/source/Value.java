package dev.figment.cuda.source;

import dev.figment.DType;
import dev.figment.compile.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands for the value of an element in a loop: an operand's element, or an expression. */
public final class Value {
  private final DType dtype;
  private final String expression;
  private final List<Value> operands;
  private final @Nullable Access access;

  private Value(DType dtype, String expression, List<Value> operands, @Nullable Access access) {
    this.dtype = dtype;
    this.expression = expression;
    this.operands = operands;
    this.access = access;
  }

  /** An element that is read from memory. */
  static Value element(Access access) {
    return new Value(access.format().getDtype(), "", List.of(), access);
  }

  /** An expression of operands {@code $0}, {@code $1} and {@code $2}, and of {@code $e}. */
  static Value expression(DType dtype, String expression, List<Value> operands) {
    return new Value(dtype, expression, operands, null);
  }

  /** What is computed before, whose name the kernel knows. */
  static Value given(DType dtype) {
    return expression(dtype, "", List.of());
  }

  /** One number everywhere. */
  static Value number(DType dtype, double number) {
    return expression(dtype, literal(dtype, number), List.of());
  }

  DType dtype() {
    return dtype;
  }

  String expression() {
    return expression;
  }

  List<Value> operands() {
    return operands;
  }

  /** How it is read, if it is an element. */
  @Nullable Access access() {
    return access;
  }

  /** The name of a type in CUDA C. */
  static String type(DType dtype) {
    return dtype == DType.I32 ? "int" : "float";
  }

  /** The name in CUDA C of what holds a number in memory. */
  static String type(Format format) {
    return switch (format) {
      case BF16 -> "bf16";
      case F16 -> "fp16";
      default -> type(format.getDtype());
    };
  }

  /** The number that memory holds. */
  static String loaded(Format format, String memory) {
    return format.isHalf() ? "widened(" + memory + ")" : memory;
  }

  /** What memory holds of a number. */
  static String stored(Format format, String number) {
    return format.isHalf() ? "to_" + type(format) + "(" + number + ")" : number;
  }

  /** A number as CUDA C writes it. */
  static String literal(DType dtype, double number) {
    if (dtype == DType.I32) {
      int whole = (int) number;
      return whole == Integer.MIN_VALUE ? "(-2147483647 - 1)" : "(" + whole + ")";
    }
    float single = (float) number;
    if (Float.isNaN(single) || Float.isInfinite(single)) {
      return "__int_as_float(0x" + Integer.toHexString(Float.floatToIntBits(single)) + ")";
    }
    return "(" + single + "f)";
  }
}
