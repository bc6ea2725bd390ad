package dev.figment.metric;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;

/**
 * The variance of an image's Laplacian (Pech-Pacheco et al. 2000, "LAP4"), averaged over images: 0
 * for an even image, more the sharper its edges are. White is 1, black 0. Noise is sharp to it too,
 * so that only numbers near those of real images are good ones.
 */
public final class Sharpness {
  private Sharpness() {}

  /**
   * The mean of all images of a data set; channels count as images of their own. Without unit.
   *
   * @param images {@code [C, H, W]}, with sides of at least 3
   * @throws dev.figment.FigmentException if they are no images, or smaller
   */
  public static double of(Dataset images) {
    Shape shape = images.getExampleShape();
    Check.image("sharpness", shape, 3);
    Dataset unit = images.scaledTo(PixelRange.UNIT);
    float[] values = new float[shape.getSize()];
    int area = shape.dim(1) * shape.dim(2);
    double sum = 0;
    for (int i = 0; i < unit.getSize(); i++) {
      unit.read(i, values, 0);
      for (int channel = 0; channel < shape.dim(0); channel++) {
        sum += variance(values, channel * area, shape.dim(1), shape.dim(2));
      }
    }
    return sum / unit.getSize() / shape.dim(0);
  }

  /** The variance of the Laplacian {@code up + down + left + right - 4 x}, inside the border. */
  private static double variance(float[] plane, int offset, int height, int width) {
    double sum = 0;
    double squares = 0;
    for (int row = 1; row < height - 1; row++) {
      for (int at = offset + row * width + 1; at < offset + (row + 1) * width - 1; at++) {
        double around = (double) plane[at - width] + plane[at + width] + plane[at - 1];
        double laplacian = around + plane[at + 1] - 4.0 * plane[at];
        sum += laplacian;
        squares += laplacian * laplacian;
      }
    }
    int count = (height - 2) * (width - 2);
    double mean = sum / count;
    return Math.max(0, squares / count - mean * mean);
  }
}
