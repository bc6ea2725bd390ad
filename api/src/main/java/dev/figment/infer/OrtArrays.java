package dev.figment.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Arrays to and from ONNX Runtime's tensors, as copies. */
final class OrtArrays {
  private OrtArrays() {}

  /** A tensor for an input of the given type and shape. */
  static OnnxTensor tensor(
      OrtEnvironment environment, String place, NdArray array, TensorInfo wanted)
      throws OrtException {
    checkShape(place, array.getShape(), wanted.getShape());
    long[] shape = Arrays.stream(array.getShape().toArray()).asLongStream().toArray();
    if (wanted.type == OnnxJavaType.FLOAT && array.getDtype() == DType.F32) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(array.floats()), shape);
    }
    if (wanted.type == OnnxJavaType.DOUBLE && array.getDtype() == DType.F64) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(array.doubles()), shape);
    }
    if (wanted.type == OnnxJavaType.INT32 && array.getDtype() == DType.I32) {
      return OnnxTensor.createTensor(environment, IntBuffer.wrap(array.ints()), shape);
    }
    if (wanted.type == OnnxJavaType.INT64 && array.getDtype() == DType.I32) {
      long[] longs = Arrays.stream(array.ints()).asLongStream().toArray();
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs), shape);
    }
    throw new FigmentException(
        place + ": got " + array.getType() + ", the model takes " + wanted.type);
  }

  private static void checkShape(String place, Shape shape, long[] wanted) {
    boolean fits = shape.getRank() == wanted.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = wanted[i] < 0 || wanted[i] == shape.dim(i);
    }
    if (!fits) {
      throw new FigmentException(
          place + ": got the shape " + shape + ", the model takes " + text(wanted));
    }
  }

  /** A declared shape as text, with N for what is free. */
  static String text(long[] shape) {
    return Arrays.toString(shape).replace("-1", "N");
  }

  /** The elements of an output. */
  static NdArray array(String place, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new FigmentException(place + " is not a tensor", "it is " + value.getType());
    }
    Shape shape = shape(place, tensor.getInfo().getShape());
    return switch (tensor.getInfo().type) {
      case FLOAT -> NdArray.of(tensor.getFloatBuffer().array(), shape);
      case DOUBLE -> NdArray.of(tensor.getDoubleBuffer().array(), shape);
      case INT32 -> NdArray.of(tensor.getIntBuffer().array(), shape);
      case INT64 -> NdArray.of(narrow(place, tensor.getLongBuffer().array()), shape);
      default ->
          throw new FigmentException(
              place + " holds " + tensor.getInfo().type, "float, double, int32 and int64 are read");
    };
  }

  private static Shape shape(String place, long[] dims) {
    int[] sizes = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 1 || dims[i] > Integer.MAX_VALUE) {
        throw new FigmentException(place + " has the shape " + Arrays.toString(dims));
      }
      sizes[i] = (int) dims[i];
    }
    return Shape.of(sizes);
  }

  private static int[] narrow(String place, long[] values) {
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (int) values[i];
      if (result[i] != values[i]) {
        throw new FigmentException(place + " has " + values[i] + ", which does not fit 32 bits");
      }
    }
    return result;
  }
}
