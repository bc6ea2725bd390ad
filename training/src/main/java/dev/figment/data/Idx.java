package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.image.ImageLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Data sets from IDX files, the format of MNIST and its relatives; plain or compressed with gzip.
 *
 * <p>Images are unsigned bytes in three dimensions (count, height, width) or four (with 1 or 3
 * channels, before or behind height and width). Headers are checked against what the file holds
 * before memory is taken.
 */
public final class Idx {
  private Idx() {}

  /**
   * Images without labels; black is 0 and white is 1.
   *
   * @throws FigmentException if the file is missing or damaged, holds no images, or does not fit
   *     into memory
   */
  public static Dataset images(Path file) {
    return read(file, Labels.NONE);
  }

  /**
   * Images with labels from a second file; the classes are named by their numbers.
   *
   * @throws FigmentException if one of the files cannot be used, or their counts differ
   */
  public static Dataset images(Path images, Path labels) {
    Labels read = Labels.numbered(labels(labels));
    Dataset dataset = read(images, read);
    if (read.size() != dataset.getSize()) {
      throw new FigmentException(
          labels + ": there are " + read.size() + " labels for " + dataset.getSize() + " images",
          "the images are those of " + images + "; give two files that belong together");
    }
    return dataset;
  }

  /**
   * The labels of a file, each from 0 to 255.
   *
   * @throws FigmentException if the file is missing or damaged, or holds no labels
   */
  public static int[] labels(Path file) {
    try (IdxReader reader = new IdxReader(file)) {
      int[] dims = reader.readDims();
      if (dims.length != 1) {
        throw new FigmentException(
            "the file has "
                + dims.length
                + " dimensions, "
                + Arrays.toString(dims)
                + "; labels have one",
            "give the file of the labels, for example train-labels-idx1-ubyte.gz");
      }
      ByteStore store = reader.read(dims[0], 1);
      int[] labels = new int[dims[0]];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = store.chunk(i)[store.offset(i)] & 0xff;
      }
      return labels;
    } catch (FigmentException error) {
      throw error.at(file.toString());
    }
  }

  /**
   * The four files of a folder, as MNIST names them: {@code train-images-idx3-ubyte}, {@code
   * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, each
   * with or without {@code .gz}.
   *
   * @throws FigmentException if one is missing or cannot be used
   */
  public static Split folder(Path folder) {
    return Split.of(
        images(find(folder, "train-images-idx3-ubyte"), find(folder, "train-labels-idx1-ubyte")),
        images(find(folder, "t10k-images-idx3-ubyte"), find(folder, "t10k-labels-idx1-ubyte")));
  }

  private static Path find(Path folder, String name) {
    for (String candidate : new String[] {name, name + ".gz", name.replace("-idx", ".idx")}) {
      if (Files.isRegularFile(folder.resolve(candidate))) {
        return folder.resolve(candidate);
      }
    }
    throw new FigmentException(
        folder + ": the folder has no file " + name + " or " + name + ".gz",
        "put the four files of MNIST there, or fetch them with Downloads.mnist()");
  }

  private static Dataset read(Path file, Labels labels) {
    try (IdxReader reader = new IdxReader(file)) {
      int[] dims = reader.readDims();
      boolean grey = dims.length == 3;
      boolean planes = dims.length == 4 && (dims[1] == 1 || dims[1] == 3);
      boolean mixed = dims.length == 4 && !planes && (dims[3] == 1 || dims[3] == 3);
      if (!grey && !planes && !mixed) {
        throw new FigmentException(
            "the file has "
                + dims.length
                + " dimensions, "
                + Arrays.toString(dims)
                + "; images have [count, height, width] or four with 1 or 3 channels",
            "give the file of the images, for example train-images-idx3-ubyte.gz");
      }
      checkArea(grey || mixed ? dims[1] : dims[2], grey || mixed ? dims[2] : dims[3]);
      Shape shape =
          grey
              ? Shape.of(1, dims[1], dims[2])
              : planes ? Shape.of(dims[1], dims[2], dims[3]) : Shape.of(dims[3], dims[1], dims[2]);
      ByteStore store = reader.read(dims[0], shape.getSize());
      if (mixed && shape.dim(0) == 3) {
        store = Planes.separate(store, shape);
      }
      return new ByteDataset(store, shape, PixelRange.UNIT, labels);
    } catch (FigmentException error) {
      throw error.at(file.toString());
    }
  }

  private static void checkArea(int height, int width) {
    if ((long) height * width > ImageLimits.DEFAULT.getPixels()) {
      throw new FigmentException(
          "the header claims images of " + height + " x " + width + " pixels",
          "at most " + ImageLimits.DEFAULT.getPixels() + " pixels can be read");
    }
  }
}
