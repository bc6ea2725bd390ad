package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;

/** Pooling and repetition as reshapes, reductions and broadcasts. */
final class Pooling {
  private Pooling() {}

  static Tensor average(Tensor x, int size) {
    Tensor y = x;
    for (int axis = 2; axis < x.getShape().getRank(); axis++) {
      Shape shape = y.getShape();
      if (shape.dim(axis) % size != 0) {
        throw new FigmentException(
            "windows of " + size + " do not fill " + shape, "use a size that divides the image");
      }
      Shape split =
          shape
              .slice(0, axis)
              .plus(Shape.of(shape.dim(axis) / size, size))
              .plus(shape.slice(axis + 1, shape.getRank()));
      y = y.reshape(split).mean(axis + 1);
    }
    return y;
  }

  static Tensor global(Tensor x) {
    int channels = x.getShape().dim(1);
    int rest = (int) x.getShape().slice(2, x.getShape().getRank()).getFixedSize();
    return x.reshape(x.getShape().dim(0), channels, rest).mean(-1);
  }

  static Tensor repeat(Tensor x, int factor) {
    Tensor y = x;
    for (int axis = 2; axis < x.getShape().getRank(); axis++) {
      Shape shape = y.getShape();
      Shape tail = shape.slice(axis + 1, shape.getRank());
      Shape head = shape.slice(0, axis + 1);
      y =
          y.reshape(head.plus(Shape.of(1)).plus(tail))
              .broadcast(head.plus(Shape.of(factor)).plus(tail))
              .reshape(shape.withDim(axis, shape.dim(axis) * factor));
    }
    return y;
  }
}
