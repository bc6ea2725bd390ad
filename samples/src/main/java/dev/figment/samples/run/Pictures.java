package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import dev.figment.image.ImageLimits;
import dev.figment.report.ImageGrid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images from files and data sets, and grids of them. */
public final class Pictures {
  /** Images smaller than this are enlarged in grids. */
  private static final int VISIBLE = 64;

  private Pictures() {}

  /** Images in a square, enlarged if they are small. */
  public static ImageGrid square(List<Pixels> images) {
    return enlarged(ImageGrid.of(images), images.get(0));
  }

  /** Rows of images, enlarged if they are small. */
  public static ImageGrid grid(List<List<Pixels>> rows) {
    return enlarged(ImageGrid.ofRows(rows), rows.get(0).get(0));
  }

  private static ImageGrid enlarged(ImageGrid grid, Pixels image) {
    return grid.scale(Math.max(1, VISIBLE / Math.max(image.getHeight(), image.getWidth())));
  }

  /** The first examples of a data set; if they are all of one class, some from all over it. */
  static Dataset few(Dataset dataset, int count) {
    int last = Math.min(count, dataset.getSize());
    for (int i = 1; dataset.hasLabels() && i < last; i++) {
      if (dataset.label(i) != dataset.label(0)) {
        return dataset.take(last);
      }
    }
    return dataset.shuffled(1).take(last);
  }

  /** All images of a data set. */
  static List<Pixels> of(Dataset dataset) {
    return of(dataset, dataset.getSize());
  }

  /** The first images of a data set. */
  public static List<Pixels> of(Dataset dataset, int count) {
    Shape shape = dataset.getExampleShape();
    Dataset unit = dataset.scaledTo(PixelRange.UNIT);
    float[] values = new float[shape.getSize()];
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < Math.min(count, dataset.getSize()); i++) {
      unit.read(i, values, 0);
      images.add(
          Pixels.fromFloats(values, 0, shape.dim(0), shape.dim(1), shape.dim(2), PixelRange.UNIT));
    }
    return images;
  }

  /**
   * Reads an image and brings it to a shape: its middle, resized.
   *
   * @throws FigmentException if it cannot be read
   */
  public static Pixels read(Path file, Shape shape) {
    ImageColor color = shape.dim(0) == 1 ? ImageColor.GREY : ImageColor.COLOUR;
    ImageCodec codec = ImageCodec.find();
    try (InputStream in = Files.newInputStream(file)) {
      ImageLimits.DEFAULT.checkBytes(Files.size(file));
      Pixels image = codec.decode(in.readNBytes((int) ImageLimits.DEFAULT.getBytes()), color);
      if (image.getHeight() == shape.dim(1) && image.getWidth() == shape.dim(2)) {
        return image;
      }
      return codec.resize(middle(image, shape.dim(1), shape.dim(2)), shape.dim(1), shape.dim(2));
    } catch (NoSuchFileException error) {
      throw new FigmentException(error, file + ": there is no such file");
    } catch (IOException error) {
      throw new FigmentException(error, file + ": cannot be read: " + error.getMessage());
    } catch (FigmentException error) {
      throw error.at(file.toString());
    }
  }

  /** The largest part of the middle with these proportions. */
  private static Pixels middle(Pixels image, int height, int width) {
    int high = Math.max(1, Math.min(image.getHeight(), image.getWidth() * height / width));
    int wide = Math.max(1, Math.min(image.getWidth(), image.getHeight() * width / height));
    int top = (image.getHeight() - high) / 2;
    int left = (image.getWidth() - wide) / 2;
    byte[] samples = new byte[image.getChannels() * high * wide];
    for (int channel = 0; channel < image.getChannels(); channel++) {
      for (int row = 0; row < high; row++) {
        System.arraycopy(
            image.samples(),
            (channel * image.getHeight() + top + row) * image.getWidth() + left,
            samples,
            (channel * high + row) * wide,
            wide);
      }
    }
    return Pixels.of(image.getChannels(), high, wide, samples);
  }

  /** A file's name without its ending. */
  public static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The mean of squared differences, with white as 1. */
  public static double meanSquaredError(Pixels a, Pixels b) {
    double sum = 0;
    for (int i = 0; i < a.samples().length; i++) {
      double difference = ((a.samples()[i] & 0xff) - (b.samples()[i] & 0xff)) / 255.0;
      sum += difference * difference;
    }
    return sum / a.samples().length;
  }
}
