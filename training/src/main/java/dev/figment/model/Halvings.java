package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Shape;

/** How often convolutional presets halve an image, and what is left then. */
final class Halvings {
  /** Halving ends when a side is at most this, unless a preset says otherwise. */
  private static final int SMALLEST = 7;

  private Halvings() {}

  /** The number of halvings, rounded up, until the shorter side is at most 7. */
  static int count(Shape example) {
    return count(example, SMALLEST);
  }

  /** The number of halvings, rounded up, until the shorter side is at most so long. */
  static int count(Shape example, int smallest) {
    if (example.getRank() != 3 || Math.min(example.dim(1), example.dim(2)) <= SMALLEST) {
      throw new FigmentException(
          "the convolutional preset takes images [C, H, W] with sides of at least "
              + (SMALLEST + 1)
              + ", not "
              + example,
          "use the dense preset, or larger images");
    }
    int count = 0;
    for (int side = Math.min(example.dim(1), example.dim(2)); side > smallest; count++) {
      side = (side + 1) / 2;
    }
    return count;
  }

  /** A side after so many halvings. */
  static int of(int side, int count) {
    int result = side;
    for (int i = 0; i < count; i++) {
      result = (result + 1) / 2;
    }
    return result;
  }
}
