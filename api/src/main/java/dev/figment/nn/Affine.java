package dev.figment.nn;

import dev.figment.Shape;
import dev.figment.Tensor;

/** Products and offsets that several layers share. */
final class Affine {
  private Affine() {}

  /** {@code x [N, ..., K]} times {@code weight [K, M]}, for every leading position. */
  static Tensor map(Tensor x, Tensor weight) {
    Shape shape = x.getShape();
    if (shape.getRank() == 2) {
      return x.matMul(weight);
    }
    Shape each = shape.slice(0, shape.getRank() - 2).plus(weight.getShape());
    return x.matMul(weight.broadcast(each));
  }

  /** Adds one number a channel to {@code [N, C, ...]}. */
  static Tensor plusPerChannel(Tensor x, Tensor offset) {
    return x.plus(perChannel(offset, x));
  }

  /** {@code [C]} as {@code [1, C, 1, ...]} to go with {@code x}. */
  static Tensor perChannel(Tensor values, Tensor x) {
    int[] dims = new int[x.getShape().getRank()];
    java.util.Arrays.fill(dims, 1);
    dims[1] = values.getShape().getSize();
    return values.reshape(dims);
  }

  /** {@code [N, C]} as {@code [N, C, 1, ...]} to go with {@code x}. */
  static Tensor perChannelOfExamples(Tensor values, Tensor x) {
    int[] dims = new int[x.getShape().getRank()];
    java.util.Arrays.fill(dims, 1);
    dims[0] = values.getShape().dim(0);
    dims[1] = values.getShape().dim(1);
    return values.reshape(dims);
  }
}
