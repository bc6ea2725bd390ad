package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import java.util.List;

/** Data sets from what is in memory already. */
public final class Datasets {
  private Datasets() {}

  /**
   * A data set over arrays of numbers. The arrays are shared, not copied.
   *
   * @param shape the shape of one example, for images {@code [C, H, W]}
   * @param range the numbers that stand for black and white
   * @param examples one array in row-major order for each example
   * @throws FigmentException if there are none, or one has another length
   */
  public static Dataset of(Shape shape, PixelRange range, float[]... examples) {
    return new ArrayDataset(shape, range, examples);
  }

  /**
   * A data set of images, which are copied; black is 0 and white is 1.
   *
   * @throws FigmentException if there are none, or they have different shapes
   */
  public static Dataset of(List<Pixels> images) {
    if (images.isEmpty()) {
      throw new FigmentException("a data set needs at least one example");
    }
    Shape shape = images.get(0).getShape();
    ByteStore store = new ByteStore(shape.getSize());
    for (int i = 0; i < images.size(); i++) {
      Pixels image = images.get(i);
      if (!image.getShape().equals(shape)) {
        throw new FigmentException(
            "image " + i + " has the shape " + image.getShape() + ", the first one has " + shape,
            "resize them with ImageCodec.find().resize(image, height, width)");
      }
      store.add(image.samples());
    }
    return new ByteDataset(store.trimmed(), shape, PixelRange.UNIT, Labels.NONE);
  }
}
