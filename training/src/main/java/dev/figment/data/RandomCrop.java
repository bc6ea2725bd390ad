package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.Arrays;

/** An augmentation that moves images by some pixels and fills the gap with black. */
final class RandomCrop implements Augmentation {
  private final int padding;

  RandomCrop(int padding) {
    if (padding < 1) {
      throw new FigmentException(
          "randomCrop(" + padding + ") would change nothing", "use a padding of at least 1 pixel");
    }
    this.padding = padding;
  }

  @Override
  public void augment(float[] values, int offset, Shape shape, PixelRange range, Philox random) {
    int height = shape.dim(-2);
    int width = shape.dim(-1);
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    int planes = shape.getSize() / (height * width);
    for (int plane = 0; plane < planes; plane++) {
      move(values, offset + plane * height * width, height, width, down, right, range.getBlack());
    }
  }

  /** Moves a plane in place: row by row, those first that no other row still needs. */
  private static void move(
      float[] values, int start, int height, int width, int down, int right, float black) {
    int length = Math.max(0, width - Math.abs(right));
    for (int i = 0; i < height; i++) {
      int row = down > 0 ? height - 1 - i : i;
      int to = start + row * width;
      int source = row - down;
      if (source < 0 || source >= height || length == 0) {
        Arrays.fill(values, to, to + width, black);
        continue;
      }
      int from = start + source * width;
      System.arraycopy(values, from + Math.max(0, -right), values, to + Math.max(0, right), length);
      Arrays.fill(values, to, to + (width - length) * (right > 0 ? 1 : 0), black);
      Arrays.fill(values, right < 0 ? to + length : to + width, to + width, black);
    }
  }

  @Override
  public String toString() {
    return "randomCrop(" + padding + ")";
  }
}
