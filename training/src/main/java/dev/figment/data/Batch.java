package dev.figment.data;

import dev.figment.NdArray;
import dev.figment.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Some examples side by side, as a training step takes them.
 *
 * <p>The arrays are used again: they are valid until the next batch is asked for.
 */
public final class Batch {
  private final NdArray values;
  private final @Nullable NdArray labels;
  private BatchPosition position = BatchPosition.START;

  Batch(Shape example, int size, boolean labelled) {
    Shape shape = example.behind(size);
    this.values = NdArray.of(new float[shape.getSize()], shape);
    this.labels = labelled ? NdArray.of(new int[size], size) : null;
  }

  /** The examples' numbers, f32 {@code [n, C, H, W]}. */
  public NdArray getValues() {
    return values;
  }

  /** The examples' labels, i32 {@code [n]}; null if the data set has none. */
  public @Nullable NdArray getLabels() {
    return labels;
  }

  /** The number of examples, n. */
  public int getSize() {
    return values.getShape().dim(0);
  }

  /** Where this batch stands in the stream. */
  public BatchPosition getPosition() {
    return position;
  }

  /** Reads the examples that an order names, from one place of it on. */
  void fill(Dataset dataset, int[] order, int from, BatchPosition at, boolean training) {
    position = at;
    float[] target = values.floats();
    int length = target.length / getSize();
    for (int i = 0; i < getSize(); i++) {
      int index = order[from + i];
      if (training) {
        dataset.readInEpoch(at.getEpoch(), index, target, i * length);
      } else {
        dataset.read(index, target, i * length);
      }
      if (labels != null) {
        labels.ints()[i] = dataset.label(index);
      }
    }
  }

  @Override
  public String toString() {
    return "batch of " + values.getShape();
  }
}
