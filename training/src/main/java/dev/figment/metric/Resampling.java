package dev.figment.metric;

/**
 * Resizing along one dimension with a triangle filter: linear interpolation when it grows, a
 * weighted mean over all that falls into a pixel when it shrinks, so that nothing is skipped
 * (Parmar et al. 2022 show what skipping does to FID). Pixel centres lie at halves.
 */
final class Resampling {
  private final int[] first;
  private final double[][] weights;

  /** From so many pixels to so many. */
  Resampling(int from, int to) {
    first = new int[to];
    weights = new double[to][];
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) Math.floor(centre - reach));
      int end = Math.min(from, (int) Math.ceil(centre + reach));
      weights[i] = new double[end - first[i]];
      double sum = 0;
      for (int j = 0; j < weights[i].length; j++) {
        double distance = Math.abs(first[i] + j + 0.5 - centre) / reach;
        weights[i][j] = Math.max(0, 1 - distance);
        sum += weights[i][j];
      }
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] /= sum;
      }
    }
  }

  /** One new pixel from a line of old ones, {@code step} apart. */
  private double at(float[] pixels, int offset, int step, int position) {
    double sum = 0;
    for (int j = 0; j < weights[position].length; j++) {
      sum += weights[position][j] * pixels[offset + (first[position] + j) * step];
    }
    return sum;
  }

  /** Resizes planes that lie one after another. */
  static float[] resize(
      float[] planes, int count, int height, int width, int toHeight, int toWidth) {
    if (height == toHeight && width == toWidth) {
      return planes;
    }
    Resampling along = new Resampling(width, toWidth);
    float[] wide = new float[count * height * toWidth];
    for (int row = 0; row < count * height; row++) {
      for (int column = 0; column < toWidth; column++) {
        wide[row * toWidth + column] = (float) along.at(planes, row * width, 1, column);
      }
    }
    Resampling down = new Resampling(height, toHeight);
    float[] result = new float[count * toHeight * toWidth];
    for (int plane = 0; plane < count; plane++) {
      for (int row = 0; row < toHeight; row++) {
        for (int column = 0; column < toWidth; column++) {
          result[(plane * toHeight + row) * toWidth + column] =
              (float) down.at(wide, plane * height * toWidth + column, toWidth, row);
        }
      }
    }
    return result;
  }
}
