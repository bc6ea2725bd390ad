package dev.figment.data;

import dev.figment.PixelRange;
import dev.figment.Shape;

/** Small data sets for tests: example i of size n is filled with i / n. */
final class Numbers {
  private Numbers() {}

  static Dataset of(int count) {
    float[][] examples = new float[count][4];
    for (int i = 0; i < count; i++) {
      java.util.Arrays.fill(examples[i], (float) i / count);
    }
    return Datasets.of(Shape.of(1, 2, 2), PixelRange.UNIT, examples);
  }

  /** The numbers of one example. */
  static float[] read(Dataset dataset, int index) {
    float[] values = new float[dataset.getExampleShape().getSize()];
    dataset.read(index, values, 0);
    return values;
  }

  /** The numbers of one example as training sees it. */
  static float[] read(Dataset dataset, int epoch, int index) {
    float[] values = new float[dataset.getExampleShape().getSize()];
    dataset.readInEpoch(epoch, index, values, 0);
    return values;
  }
}
