package dev.figment.data;

import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;

/**
 * A random change of an example that leaves its meaning alone, so that training sees more.
 *
 * <p>All randomness comes from the stream that is handed in; its key is made of seed, epoch and
 * example.
 */
@FunctionalInterface
public interface Augmentation {
  /**
   * Changes one example in place.
   *
   * @param values holds the example's numbers in row-major order
   * @param offset where they begin
   * @param shape the example's shape {@code [C, H, W]}
   * @param range the numbers for black and white
   * @param random the only source of randomness
   */
  void augment(float[] values, int offset, Shape shape, PixelRange range, Philox random);

  /** Mirrors every other image, left to right. */
  static Augmentation horizontalFlip() {
    return new HorizontalFlip();
  }

  /**
   * Cuts a random window of the image's own size from the image with a black border.
   *
   * @param padding the width of the border in pixels, at least 1
   */
  static Augmentation randomCrop(int padding) {
    return new RandomCrop(padding);
  }

  /**
   * Makes every number black or white, white with its brightness as the chance: new images of zeros
   * and ones in each epoch, the "dynamic binarisation" of the tables of log-likelihoods (Burda et
   * al. 2016). For images to test with, see {@link Dataset#binarized(long)}.
   */
  static Augmentation binarization() {
    return new Binarization();
  }
}
