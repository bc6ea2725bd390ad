package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.Arrays;

/** A data set whose examples are arrays of numbers in memory. */
final class ArrayDataset extends Dataset {
  private final Shape shape;
  private final PixelRange range;
  private final float[][] examples;

  ArrayDataset(Shape shape, PixelRange range, float[][] examples) {
    if (examples.length == 0) {
      throw new FigmentException("a data set needs at least one example");
    }
    for (int i = 0; i < examples.length; i++) {
      if (examples[i].length != shape.getSize()) {
        throw new FigmentException(
            "example "
                + i
                + " has "
                + examples[i].length
                + " numbers, the shape "
                + shape
                + " has "
                + shape.getSize());
      }
    }
    this.shape = shape;
    this.range = range;
    this.examples = Arrays.copyOf(examples, examples.length);
  }

  @Override
  public int getSize() {
    return examples.length;
  }

  @Override
  public Shape getExampleShape() {
    return shape;
  }

  @Override
  public PixelRange getRange() {
    return range;
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return true;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    System.arraycopy(examples[index], 0, target, offset, examples[index].length);
  }
}
