package dev.figment.op;

import dev.figment.DType;

/** The numbers by which ONNX names element types ({@code TensorProto.DataType}). */
public final class OnnxTypes {
  private OnnxTypes() {}

  /** The number of a type; integers are int64 in exported models. */
  public static long of(DType dtype) {
    switch (dtype) {
      case F32:
        return 1;
      case F64:
        return 11;
      default:
        return 7;
    }
  }
}
