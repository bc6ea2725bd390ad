package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;

/** Two data sets of the same kind: one to train with, one to test what was learned. */
public final class Split {
  private final Dataset train;
  private final Dataset test;

  private Split(Dataset train, Dataset test) {
    this.train = train;
    this.test = test;
  }

  /**
   * Two parts of one whole.
   *
   * @throws FigmentException if their examples have different shapes
   */
  public static Split of(Dataset train, Dataset test) {
    if (!train.getExampleShape().equals(test.getExampleShape())) {
      throw new FigmentException(
          "the examples to train with have the shape "
              + train.getExampleShape()
              + ", those to test with "
              + test.getExampleShape(),
          "both parts need the same shape");
    }
    return new Split(train, test);
  }

  /** The examples to learn from. */
  public Dataset getTrain() {
    return train;
  }

  /** The examples that are kept apart, to test with. */
  public Dataset getTest() {
    return test;
  }

  /** Both parts with black and white as other numbers. */
  public Split scaledTo(PixelRange range) {
    return new Split(train.scaledTo(range), test.scaledTo(range));
  }

  @Override
  public String toString() {
    return "train: " + train + "; test: " + test;
  }
}
