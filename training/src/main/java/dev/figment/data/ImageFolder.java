package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import dev.figment.image.ImageLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Data sets from a folder or a zip archive of PNG, JPEG, BMP and WebP images.
 *
 * <p>Folders are classes: {@code cat/1.png} has the label {@code cat}. A folder that all images
 * share is none. Where all images lie in {@code train/} and {@code test/}, {@link #readSplit()}
 * gives both parts. Images are brought to one size and kept in memory as bytes, in the order of
 * their names; black is 0 and white is 1.
 */
public final class ImageFolder {
  private final Path path;
  private ImageColor color = ImageColor.COLOUR;
  private int height;
  private int width;
  private boolean cropped = true;
  private long memory = ByteStore.defaultLimit();
  private ImageLimits limits = ImageLimits.DEFAULT;
  private @Nullable ImageCodec codec;
  private @Nullable Consumer<FigmentException> skipped;

  private ImageFolder(Path path) {
    this.path = path;
  }

  private ImageFolder(ImageFolder other) {
    path = other.path;
    color = other.color;
    height = other.height;
    width = other.width;
    cropped = other.cropped;
    memory = other.memory;
    limits = other.limits;
    codec = other.codec;
    skipped = other.skipped;
  }

  /** The images of a folder or a zip archive, in colour, all cropped to the size of the first. */
  public static ImageFolder at(Path path) {
    return new ImageFolder(path);
  }

  /** Grey instead of colour: one channel. */
  public ImageFolder grey() {
    ImageFolder copy = new ImageFolder(this);
    copy.color = ImageColor.GREY;
    return copy;
  }

  /** The size of all images, in pixels; without it, that of the first image. */
  public ImageFolder size(int height, int width) {
    if (height < 1 || width < 1) {
      throw new FigmentException(
          "images cannot have the size " + height + " x " + width, "each must be at least 1");
    }
    ImageFolder copy = new ImageFolder(this);
    copy.height = height;
    copy.width = width;
    return copy;
  }

  /** Stretches images of another shape, instead of cutting off what is too much at two sides. */
  public ImageFolder stretched() {
    ImageFolder copy = new ImageFolder(this);
    copy.cropped = false;
    return copy;
  }

  /** The most memory that the images may take, in bytes; half of the JVM's by default. */
  public ImageFolder memory(long bytes) {
    ImageFolder copy = new ImageFolder(this);
    copy.memory = bytes;
    return copy;
  }

  /** The largest files and images that are decoded. */
  public ImageFolder limits(ImageLimits most) {
    ImageFolder copy = new ImageFolder(this);
    copy.limits = most;
    return copy;
  }

  /** A codec of one's own, instead of the class path's. */
  public ImageFolder codec(ImageCodec own) {
    ImageFolder copy = new ImageFolder(this);
    copy.codec = own;
    return copy;
  }

  /**
   * Leaves out files that cannot be read, instead of stopping at the first. The listener is told
   * about each, in the order of their names.
   */
  public ImageFolder skippingUnreadable(Consumer<FigmentException> listener) {
    ImageFolder copy = new ImageFolder(this);
    copy.skipped = listener;
    return copy;
  }

  /**
   * Whether all images lie in {@code train/} and {@code test/}, to be read with {@link
   * #readSplit()}.
   *
   * @throws FigmentException if there are no images
   */
  public boolean isSplit() {
    try (ImageSource source = open()) {
      return ImageNames.isSplit(ImageTree.of(source).names());
    } catch (FigmentException error) {
      throw error.at(path.toString());
    }
  }

  /**
   * Reads all images.
   *
   * @throws FigmentException if there are none, they do not fit into memory, one cannot be read, or
   *     they are split into train and test
   */
  public Dataset read() {
    try (ImageSource source = open()) {
      ImageTree tree = ImageTree.of(source);
      if (ImageNames.isSplit(tree.names())) {
        throw new FigmentException(
            "the images are split into train/ and test/", "read both parts with readSplit()");
      }
      return decoder(source, tree.root()).read(tree.names(), ImageNames.classes(tree.names()), "");
    } catch (FigmentException error) {
      throw error.at(path.toString());
    }
  }

  /**
   * Reads the images in {@code train/} and {@code test/}, whose classes must be the same.
   *
   * @throws FigmentException if there are no two parts, or as for {@link #read()}
   */
  public Split readSplit() {
    try (ImageSource source = open()) {
      ImageTree tree = ImageTree.of(source);
      if (!ImageNames.isSplit(tree.names())) {
        throw new FigmentException(
            "the images are not split into train/ and test/",
            "move them, or use read() and Dataset.split(share)");
      }
      List<String> train = ImageNames.part(tree.names(), true);
      List<String> test = ImageNames.part(tree.names(), false);
      List<String> classes = ImageNames.classes(train);
      ImageDecoder decoder = decoder(source, tree.root());
      Dataset learned = decoder.read(train, classes, "train/");
      return Split.of(learned, decoder.read(test, classes, "test/"));
    } catch (FigmentException error) {
      throw error.at(path.toString());
    }
  }

  private ImageSource open() {
    if (Files.isDirectory(path)) {
      return new FolderSource(path);
    }
    if (Files.isRegularFile(path)) {
      return new ZipSource(path);
    }
    throw new FigmentException(
        "there is no such folder or zip archive",
        "look at the path, it is relative to " + Path.of("").toAbsolutePath());
  }

  private ImageDecoder decoder(ImageSource source, String root) {
    ImageCodec own = codec;
    Supplier<ImageCodec> found = own == null ? new CodecOnDemand() : () -> own;
    ImageFit fit = new ImageFit(found, color, limits, cropped);
    return new ImageDecoder(source, root, fit.to(height, width), memory, skipped);
  }
}
