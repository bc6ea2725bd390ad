package dev.figment.loss;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;

/** Random numbers of each example of a batch. */
final class PerExample {
  private PerExample() {}

  /** In [0, 1), {@code [N, 1, ...]}, to broadcast over the elements of each example. */
  static Tensor uniform(Tensor x) {
    int[] dims = new int[x.getShape().getRank()];
    Arrays.fill(dims, 1);
    dims[0] = x.getShape().dim(0);
    return x.graph().uniform(TensorType.of(x.getDtype(), Shape.of(dims)));
  }
}
