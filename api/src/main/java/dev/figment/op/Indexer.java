package dev.figment.op;

import dev.figment.Shape;

/** Maps a row-major index into one shape to an offset by other strides. */
final class Indexer {
  private final int[] dims;
  private final int[] strides;
  private final int offset;

  Indexer(Shape shape, int[] strides, int offset) {
    this.dims = shape.toArray();
    this.strides = strides;
    this.offset = offset;
  }

  /** From an index into {@code large} to the element of {@code small} that broadcasts there. */
  static Indexer broadcast(Shape small, Shape large) {
    int[] strides = small.strides();
    for (int i = 0; i < strides.length; i++) {
      strides[i] = small.dim(i) == 1 && large.dim(i) != 1 ? 0 : strides[i];
    }
    return new Indexer(large, strides, 0);
  }

  int at(int index) {
    int result = offset;
    for (int i = dims.length - 1; i >= 0; i--) {
      result += index % dims[i] * strides[i];
      index /= dims[i];
    }
    return result;
  }
}
