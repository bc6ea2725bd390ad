package dev.figment.op;

import dev.figment.DType;

/** The numbers by which ONNX names element types ({@code TensorProto.DataType}). */
public final class OnnxTypes {
  private OnnxTypes() {}

  /** The number of a type; integers are int64 in exported models. */
  public static long of(DType dtype) {
    return switch (dtype) {
      case F32 -> 1;
      case F64 -> 11;
      case I32 -> 7;
    };
  }
}
