package dev.figment.train;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.data.Dataset;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data set that lives on the backend whole: a table of examples, from which each program gathers
 * its batch. What is handed to a program are the numbers of the examples.
 */
final class ResidentData {
  /** Up to here f32 holds every whole number. */
  private static final int LARGEST = 1 << 24;

  private final Dataset data;
  private final Variable table;

  private ResidentData(Dataset data, TensorType type) {
    this.data = data;
    this.table = Variable.of("data", type, unused -> read());
  }

  /** The data set, if the backend has the room and the examples do not change; otherwise null. */
  static @Nullable ResidentData of(Dataset data, Backend backend) {
    long room = backend.getDataRoom();
    int length = data.getExampleShape().getSize();
    long bytes = (long) Float.BYTES * length * data.getSize();
    return bytes <= room && data.isSameInEveryEpoch() && data.getSize() <= LARGEST
        ? new ResidentData(data, TensorType.f32(data.getSize(), length))
        : null;
  }

  private NdArray read() {
    NdArray all = NdArray.zeros(table.getType());
    int length = data.getExampleShape().getSize();
    for (int i = 0; i < data.getSize(); i++) {
      data.read(i, all.floats(), i * length);
    }
    return all;
  }

  /** All examples, f32 {@code [M, C * H * W]}. It is no part of what is trained. */
  Variable getTable() {
    return table;
  }

  /** The examples that the program's input names, f32 {@code [B, C, H, W]}. */
  Tensor batch(Graph graph, int size) {
    Tensor numbers = graph.input(StepContext.DATA, TensorType.f32(size, 1));
    Tensor rows = graph.read(table).gather(numbers.cast(DType.I32).reshape(size));
    return rows.reshape(data.getExampleShape().behind(size));
  }

  /** The data set's numbers with its labels: what batches are made of. */
  Dataset getNumbers() {
    return new Dataset() {
      @Override
      public int getSize() {
        return data.getSize();
      }

      @Override
      public Shape getExampleShape() {
        return Shape.of(1);
      }

      @Override
      public PixelRange getRange() {
        return data.getRange();
      }

      @Override
      public void read(int index, float[] target, int offset) {
        target[offset] = index;
      }

      @Override
      public List<String> getLabelNames() {
        return data.getLabelNames();
      }

      @Override
      public int label(int index) {
        return data.label(index);
      }
    };
  }
}
