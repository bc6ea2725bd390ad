package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.data.Dataset;
import dev.figment.data.Glyphs;
import dev.figment.data.Idx;
import dev.figment.data.ImageFolder;
import dev.figment.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Data to train and to test with, from the text of {@code --data}. */
public final class DataSource {
  /** The embedded data set of digits. */
  public static final String GLYPHS = "glyphs";

  private static final int GLYPHS_TO_TRAIN = 12_000;
  private static final int GLYPHS_TO_TEST = 2_000;
  private static final double TRAIN_SHARE = 0.9;

  private final Split split;
  private final @Nullable Dataset all;

  private DataSource(Split split, @Nullable Dataset all) {
    this.split = split;
    this.all = all;
  }

  /**
   * Reads the data of these settings.
   *
   * @param seed which part is held out, where the data has no part to test with
   * @param log is told about images that are left out
   */
  public static DataSource open(DataSettings settings, long seed, Consumer<String> log) {
    if (settings.source().equals(GLYPHS)) {
      Integer limit = settings.limit();
      int count = limit == null ? GLYPHS_TO_TRAIN : limit;
      Split split = Split.of(Glyphs.digits(count, 1), Glyphs.digits(GLYPHS_TO_TEST, 2));
      return new DataSource(split, null);
    }
    return read(settings, seed, log).limited(settings.limit());
  }

  private static DataSource read(DataSettings settings, long seed, Consumer<String> log) {
    Path path = Path.of(settings.source());
    if (Files.isDirectory(path) && isIdxFolder(path)) {
      return new DataSource(Idx.folder(path), null);
    }
    if (Files.isRegularFile(path) && !isZip(path)) {
      Path labels = labels(path);
      return heldOut(labels == null ? Idx.images(path) : Idx.images(path, labels), seed);
    }
    if (!Files.exists(path)) {
      throw new FigmentException(
          path + ": there is no such file or folder",
          "give glyphs, a folder with MNIST's four files, an IDX file, a folder or a zip of"
              + " images");
    }
    ImageFolder folder = folder(path, settings, log);
    return folder.isSplit()
        ? new DataSource(folder.readSplit(), null)
        : heldOut(folder.read(), seed);
  }

  /** The file of labels that MNIST's names put beside one of images; null if there is none. */
  private static @Nullable Path labels(Path images) {
    String name = images.getFileName().toString();
    String other = name.replace("images", "labels").replace("idx3", "idx1");
    Path labels = images.resolveSibling(other);
    return !other.equals(name) && Files.isRegularFile(labels) ? labels : null;
  }

  private static ImageFolder folder(Path path, DataSettings settings, Consumer<String> log) {
    ImageFolder folder = ImageFolder.at(path);
    folder = settings.grey() ? folder.grey() : folder;
    String size = settings.size();
    if (size != null) {
      int x = size.indexOf('x');
      folder =
          folder.size(
              Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1)));
    }
    return settings.skipUnreadable()
        ? folder.skippingUnreadable(error -> log.accept("left out " + firstLine(error)))
        : folder;
  }

  private static String firstLine(FigmentException error) {
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** A share of shuffled examples, since folders are sorted by class. */
  private static DataSource heldOut(Dataset all, long seed) {
    return new DataSource(all.shuffled(seed).split(TRAIN_SHARE), all);
  }

  private DataSource limited(@Nullable Integer limit) {
    Dataset train = split.getTrain();
    return limit == null || limit >= train.getSize()
        ? this
        : new DataSource(Split.of(train.take(limit), split.getTest()), all);
  }

  /** The same data with black and white as other numbers. */
  DataSource scaledTo(PixelRange range) {
    return new DataSource(
        Split.of(train().scaledTo(range), test().scaledTo(range)),
        all == null ? null : all.scaledTo(range));
  }

  private static boolean isIdxFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.getFileName().toString().matches("(train|t10k)-.*ubyte.*"));
    } catch (IOException error) {
      throw new FigmentException(error, folder + ": cannot be listed: " + error.getMessage());
    }
  }

  private static boolean isZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    } catch (IOException error) {
      throw new FigmentException(error, file + ": cannot be read: " + error.getMessage());
    }
  }

  public Dataset train() {
    return split.getTrain();
  }

  public Dataset test() {
    return split.getTest();
  }

  /** All data where a tenth of it was held out, else the part to test with. */
  public Dataset all() {
    return all == null ? test() : all;
  }

  /** Whether the data came without a part to test with, and a tenth of it was kept apart. */
  public boolean isHeldOut() {
    return all != null;
  }

  /** For example {@code 60000 images of 1 x 28 x 28 to train, 10000 to test}. */
  public String describe() {
    return Texts.count(train().getSize())
        + " images of "
        + Texts.size(train().getExampleShape())
        + " to train, "
        + Texts.count(test().getSize())
        + (isHeldOut()
            ? " held out to test (a tenth, since the data has no test part)"
            : " to test");
  }
}
