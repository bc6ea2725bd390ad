package dev.figment.samples.run.bench;

import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;

/** Images of noise in memory, which are the same each time. */
final class RandomImages {
  private static final long SEED = 1;

  private RandomImages() {}

  /** A data set of so many images, of which only the first few are different. */
  static Dataset of(Shape shape, PixelRange range, int different, int size) {
    Philox random = Philox.stream(SEED, "bench");
    float[][] images = new float[size][];
    for (int i = 0; i < size; i++) {
      images[i] = i < different ? image(random, shape, range) : images[i % different];
    }
    return Datasets.of(shape, range, images);
  }

  private static float[] image(Philox random, Shape shape, PixelRange range) {
    float low = range.fromByte(0);
    float high = range.fromByte(255);
    float[] pixels = new float[shape.getSize()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat(low, high);
    }
    return pixels;
  }
}
