package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import java.util.stream.IntStream;

/** Pooling and repetition as reshapes, reductions and broadcasts. */
final class Pooling {
  private Pooling() {}

  static Tensor average(Tensor x, int size) {
    Shape shape = x.getShape();
    for (int axis = 2; axis < shape.getRank(); axis++) {
      if (shape.dim(axis) % size != 0) {
        throw new FigmentException(
            "windows of " + size + " do not fill " + shape, "use a size that divides the image");
      }
    }
    return x.reshape(split(shape, size, size)).mean(inner(shape));
  }

  /** Each dimension of an image as two: so many parts of it, each of a size. */
  private static Shape split(Shape shape, int divisor, int size) {
    Shape split = shape.slice(0, 2);
    for (int axis = 2; axis < shape.getRank(); axis++) {
      split = split.plus(Shape.of(shape.dim(axis) / divisor, size));
    }
    return split;
  }

  /** Of the dimensions of a split image those within parts. */
  private static int[] inner(Shape shape) {
    return IntStream.range(2, shape.getRank()).map(axis -> 2 * axis - 1).toArray();
  }

  static Tensor global(Tensor x) {
    int channels = x.getShape().dim(1);
    int rest = (int) x.getShape().slice(2, x.getShape().getRank()).getFixedSize();
    return x.reshape(x.getShape().dim(0), channels, rest).mean(-1);
  }

  static Tensor repeat(Tensor x, int factor) {
    Shape shape = x.getShape();
    Shape result = shape.slice(0, 2);
    for (int axis = 2; axis < shape.getRank(); axis++) {
      result = result.plus(Shape.of(shape.dim(axis) * factor));
    }
    return x.reshape(split(shape, 1, 1)).broadcast(split(shape, 1, factor)).reshape(result);
  }
}
