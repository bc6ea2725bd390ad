package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.data.Dataset;

/** All examples of a data set as one array. */
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
}
