package dev.figment.data;

import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;

/** An augmentation that mirrors images left to right, with a chance of one half. */
final class HorizontalFlip implements Augmentation {
  @Override
  public void augment(float[] values, int offset, Shape shape, PixelRange range, Philox random) {
    if (random.nextInt() < 0) {
      return;
    }
    int width = shape.dim(-1);
    int rows = shape.getSize() / width;
    for (int row = 0; row < rows; row++) {
      int left = offset + row * width;
      int right = left + width - 1;
      while (left < right) {
        float swap = values[left];
        values[left++] = values[right];
        values[right--] = swap;
      }
    }
  }

  @Override
  public String toString() {
    return "horizontalFlip()";
  }
}
