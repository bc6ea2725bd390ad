package dev.figment.report;

import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.image.ImageCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one size in rows and columns, as one picture.
 *
 * <pre>{@code
 * ImageGrid.of(images).columns(8).scale(2).writePng(Path.of("samples.png"));
 * }</pre>
 *
 * <p>An instance is immutable; each method gives a changed copy.
 */
public final class ImageGrid {
  private static final int PADDING = 2;
  private static final int BACKGROUND = 96;

  private final List<Pixels> images;
  private final int columns;
  private final int padding;
  private final int scale;

  private ImageGrid(List<Pixels> images, int columns, int padding, int scale) {
    this.images = images;
    this.columns = columns;
    this.padding = padding;
    this.scale = scale;
  }

  /**
   * A grid about as wide as high, with a gap of two pixels.
   *
   * @throws FigmentException if there are no images, or they have different shapes
   */
  public static ImageGrid of(List<Pixels> images) {
    if (images.isEmpty()) {
      throw new FigmentException("a grid needs at least one image");
    }
    Shape shape = images.get(0).getShape();
    for (int i = 0; i < images.size(); i++) {
      if (!images.get(i).getShape().equals(shape)) {
        throw new FigmentException(
            "image " + i + " of the grid is " + images.get(i).getShape() + ", the first " + shape,
            "resize them with ImageCodec.find().resize(image, height, width)");
      }
    }
    int columns = (int) Math.ceil(Math.sqrt(images.size()));
    return new ImageGrid(List.copyOf(images), columns, PADDING, 1);
  }

  /** A grid of rows of the same length, the first on top. */
  public static ImageGrid ofRows(List<List<Pixels>> rows) {
    List<Pixels> all = new ArrayList<>();
    rows.forEach(all::addAll);
    for (List<Pixels> row : rows) {
      if (row.size() != rows.get(0).size()) {
        throw new FigmentException(
            "the rows of a grid have " + row.size() + " and " + rows.get(0).size() + " images",
            "give rows of the same length");
      }
    }
    return of(all).columns(rows.get(0).size());
  }

  /** With so many images in a row. */
  public ImageGrid columns(int count) {
    return new ImageGrid(images, atLeast(1, "columns", count), padding, scale);
  }

  /** With a gap of so many pixels around each image. */
  public ImageGrid padding(int pixels) {
    return new ImageGrid(images, columns, atLeast(0, "a gap", pixels), scale);
  }

  /** With each pixel as a square of this side, so that small images can be seen. */
  public ImageGrid scale(int factor) {
    return new ImageGrid(images, columns, padding, atLeast(1, "a scale", factor));
  }

  private static int atLeast(int least, String what, int value) {
    if (value < least) {
      throw new FigmentException(
          "a grid cannot have " + what + " of " + value, "use at least " + least);
    }
    return value;
  }

  /** The picture. */
  public Pixels toPixels() {
    Pixels first = images.get(0);
    int wide = Math.min(columns, images.size());
    int high = (images.size() + wide - 1) / wide;
    int cellHeight = first.getHeight() * scale + padding;
    int cellWidth = first.getWidth() * scale + padding;
    int height = high * cellHeight + padding;
    int width = wide * cellWidth + padding;
    byte[] samples = new byte[first.getChannels() * height * width];
    Arrays.fill(samples, (byte) BACKGROUND);
    for (int i = 0; i < images.size(); i++) {
      int top = padding + i / wide * cellHeight;
      int left = padding + i % wide * cellWidth;
      for (int channel = 0; channel < first.getChannels(); channel++) {
        draw(images.get(i), channel, samples, (channel * height + top) * width + left, width);
      }
    }
    return Pixels.of(first.getChannels(), height, width, samples);
  }

  private void draw(Pixels image, int channel, byte[] target, int corner, int width) {
    for (int row = 0; row < image.getHeight() * scale; row++) {
      for (int column = 0; column < image.getWidth() * scale; column++) {
        target[corner + row * width + column] =
            (byte) image.sample(channel, row / scale, column / scale);
      }
    }
  }

  /** The picture as a PNG file, encoded by the class path's {@link ImageCodec}. */
  public byte[] toPng() {
    return ImageCodec.find().encodePng(toPixels());
  }

  /** Writes the picture, whole or not at all. */
  public void writePng(Path file) {
    byte[] png = toPng();
    AtomicFile.write(file, out -> out.write(png));
  }
}
