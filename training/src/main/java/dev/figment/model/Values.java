package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.data.Dataset;

/** All examples of a data set as one array, and their labels as another. */
final class Values {
  private Values() {}

  /** F32 {@code [n, ...]} in the data's range. */
  static NdArray of(Dataset dataset) {
    Shape shape = dataset.getExampleShape().behind(dataset.getSize());
    NdArray values = NdArray.of(new float[shape.getSize()], shape);
    for (int i = 0; i < dataset.getSize(); i++) {
      dataset.read(i, values.floats(), i * dataset.getExampleShape().getSize());
    }
    return values;
  }

  /**
   * I32 {@code [n]}.
   *
   * @throws dev.figment.FigmentException if the data set has no labels
   */
  static NdArray labels(Dataset dataset) {
    int[] labels = new int[dataset.getSize()];
    java.util.Arrays.setAll(labels, dataset::label);
    return NdArray.of(labels, labels.length);
  }
}
