package dev.figment.data;

import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;

/** An augmentation that makes numbers black or white, white with their brightness as the chance. */
final class Binarization implements Augmentation {
  @Override
  public void augment(float[] values, int offset, Shape shape, PixelRange range, Philox random) {
    float black = range.getBlack();
    float white = range.getWhite();
    for (int i = offset; i < offset + shape.getSize(); i++) {
      float chance = (values[i] - black) / (white - black);
      values[i] = random.nextFloat() < chance ? white : black;
    }
  }

  @Override
  public String toString() {
    return "binarization()";
  }
}
