package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * CIFAR-10 from its binary archive: colour images of 32 x 32 in ten classes; black is 0 and white
 * is 1.
 */
public final class Cifar10 {
  private static final Shape SHAPE = Shape.of(3, 32, 32);
  private static final String TEST = "test_batch.bin";
  private static final String CURE =
      "use cifar-10-binary.tar.gz, or fetch it with Downloads.cifar10()";
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar10() {}

  /**
   * Reads {@code cifar-10-binary.tar.gz} without unpacking it to disk.
   *
   * @throws FigmentException if it is missing, damaged or another archive
   */
  public static Split archive(Path file) {
    // Sorted, since the archive's own order is not that of the batches.
    Map<String, byte[]> batches = new TreeMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      TarReader tar = new TarReader(in);
      for (String name = tar.next(); name != null; name = tar.next()) {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        if (simple.matches("data_batch_[1-5]\\.bin") || simple.equals(TEST)) {
          batches.put(simple, tar.read(10_000 * (1 + SHAPE.getSize())));
        }
      }
      if (batches.size() != 6) {
        throw new FigmentException(
            "the archive has not the six batches of CIFAR-10 but " + batches.keySet(), CURE);
      }
      byte[] test = batches.remove(TEST);
      return Split.of(
          dataset(new ArrayList<>(batches.values())),
          dataset(List.of(test == null ? new byte[0] : test)));
    } catch (FigmentException error) {
      throw error.at(file.toString());
    } catch (NoSuchFileException error) {
      throw new FigmentException(error, file + ": there is no such file", CURE);
    } catch (EOFException error) {
      throw new FigmentException(error, file + ": the archive ends too early", CURE);
    } catch (IOException error) {
      throw new FigmentException(
          error, file + ": the archive cannot be read (" + error + ")", CURE);
    }
  }

  private static Dataset dataset(List<byte[]> batches) {
    int record = 1 + SHAPE.getSize();
    ByteStore store = new ByteStore(SHAPE.getSize());
    int[] labels = new int[0];
    for (byte[] batch : batches) {
      int first = store.size();
      int count = batch.length / record;
      labels = Arrays.copyOf(labels, first + count);
      for (int i = 0; i < count; i++) {
        int index = store.grow();
        labels[first + i] = batch[i * record] & 0xff;
        System.arraycopy(
            batch, i * record + 1, store.chunk(index), store.offset(index), SHAPE.getSize());
      }
    }
    Labels named = Labels.of(store.size(), labels, CLASSES);
    return new ByteDataset(store.trimmed(), SHAPE, PixelRange.UNIT, named);
  }
}
