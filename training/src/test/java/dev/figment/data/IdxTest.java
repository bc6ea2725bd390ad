package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.PixelRange;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;

  /** An IDX file that claims these dimensions and holds so many bytes, counted up from 0. */
  private static byte[] idx(int bytes, int... dims) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(file);
      out.writeInt(0x800 + dims.length);
      for (int dim : dims) {
        out.writeInt(dim);
      }
      for (int i = 0; i < bytes; i++) {
        out.write(i);
      }
      return file.toByteArray();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      out.write(content);
    }
    return file.toByteArray();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("file.idx"), content);
  }

  private AbstractThrowableAssert<?, ?> refuses(byte[] content) throws IOException {
    Path file = write(content);
    long start = System.nanoTime();
    AbstractThrowableAssert<?, ?> error =
        assertThatThrownBy(() -> Idx.images(file)).isInstanceOf(FigmentException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    return error;
  }

  private String at(String message) {
    return folder.resolve("file.idx") + ": " + message;
  }

  @Test
  void reads_plain_and_compressed_images_by_content_not_name() throws IOException {
    byte[] file = idx(12, 2, 2, 3);
    Dataset plain = Idx.images(write(file));
    assertThat(plain).hasToString("2 examples of [1, 2, 3], UNIT, no labels");
    assertThat(Numbers.read(plain, 1)[2]).isEqualTo(PixelRange.UNIT.fromByte(8));
    Dataset compressed = Idx.images(write(gzip(file)));
    assertThat(compressed.getContentHash()).isEqualTo(plain.getContentHash());
  }

  @Test
  void reads_colour_in_either_order() throws IOException {
    Dataset planes = Idx.images(write(idx(24, 2, 3, 2, 2)));
    Dataset mixed = Idx.images(write(idx(24, 2, 2, 2, 3)));
    assertThat(mixed.getExampleShape()).isEqualTo(planes.getExampleShape());
    assertThat(bytes(planes, 1)).containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
    assertThat(bytes(mixed, 1)).containsExactly(12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23);
  }

  private static int[] bytes(Dataset dataset, int index) {
    float[] values = Numbers.read(dataset, index);
    int[] bytes = new int[values.length];
    Arrays.setAll(bytes, i -> Math.round(values[i] * 255));
    return bytes;
  }

  @Test
  void reads_examples_across_many_chunks() throws IOException {
    byte[] file = idx(9 << 20, 9, 1024, 1024);
    Dataset dataset = Idx.images(write(file));
    for (int i = 0; i < 9; i++) {
      assertThat(bytes(dataset, i)[1000]).isEqualTo(file[16 + (i << 20) + 1000] & 0xff);
    }
  }

  @Test
  void pairs_images_with_labels() throws IOException {
    Path images = Files.write(folder.resolve("images"), idx(12, 3, 2, 2));
    Path labels = Files.write(folder.resolve("labels"), idx(3, 3));
    Dataset dataset = Idx.images(images, labels);
    assertThat(dataset.getLabelNames()).containsExactly("0", "1", "2");
    assertThat(dataset.label(2)).isEqualTo(2);
    Path two = Files.write(folder.resolve("two"), idx(2, 2));
    assertThatThrownBy(() -> Idx.images(images, two))
        .hasMessage(
            two
                + ": there are 2 labels for 3 images\n    the images are those of "
                + images
                + "; give two files that belong together");
    assertThatThrownBy(() -> Idx.images(images, images))
        .hasMessage(
            images
                + ": the file has 3 dimensions, [3, 2, 2]; labels have one\n"
                + "    give the file of the labels, for example train-labels-idx1-ubyte.gz");
    assertThatThrownBy(() -> Idx.images(labels, labels))
        .hasMessage(
            labels
                + ": the file has 1 dimensions, [3]; images have [count, height, width] or four"
                + " with 1 or 3 channels\n    give the file of the images, for example"
                + " train-images-idx3-ubyte.gz");
  }

  @Test
  void rejects_a_missing_file() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Idx.images(missing))
        .hasMessage(
            missing
                + ": there is no such file\n"
                + "    look at the path, or fetch the data with Downloads");
  }

  @Test
  void rejects_an_idx_file_that_claims_more_images_than_it_holds() throws IOException {
    refuses(idx(8, 3, 2, 2))
        .hasMessage(
            at("the header claims [3, 2, 2], 12 bytes, the file has only 8\n")
                + "    copy or download the file again");
    refuses(gzip(idx(8, 3, 2, 2)))
        .hasMessage(
            at("the header claims 3 examples of 4 bytes, the data ends after 2\n")
                + "    copy or download the file again");
  }

  @Test
  void rejects_a_claim_of_two_thousand_million_images() throws IOException {
    refuses(idx(8, Integer.MAX_VALUE, 28, 28))
        .hasMessage(
            at("the header claims [2147483647, 28, 28], 1683627179248 bytes, the file has only 8\n")
                + "    copy or download the file again");
    byte[] compressed = gzip(idx(8, Integer.MAX_VALUE, 28, 28));
    refuses(compressed)
        .hasMessage(
            at("the header claims [2147483647, 28, 28], 1683627179248 bytes, the file has ")
                + compressed.length
                + " bytes, compressed\n    copy or download the file again");
    refuses(gzip(idx(8, 1, 65536, 32768)))
        .hasMessageContaining("the header claims [1, 65536, 32768], 2147483648 bytes");
  }

  @Test
  void rejects_a_compressed_claim_of_one_enormous_image() throws IOException {
    byte[] content = idx(200_000, 1, 65536, 2048);
    Philox random = Philox.stream(1, "noise");
    for (int i = 16; i < content.length; i++) {
      content[i] = (byte) random.nextInt();
    }
    refuses(gzip(content))
        .hasMessage(
            at("the header claims images of 65536 x 2048 pixels\n")
                + "    at most 67108864 pixels can be read");
  }

  @Test
  void rejects_what_does_not_fit_into_memory_without_reading_it() {
    assertThatThrownBy(() -> ByteStore.checkFits(60_000, 3 * 256 * 256, 1L << 30))
        .hasMessage(
            "60,000 examples of 196,608 bytes need 11,250 MiB of memory, the limit is 1,024 MiB\n"
                + "    about 5,461 would fit; use fewer or smaller examples, or give the JVM more"
                + " memory with -Xmx");
  }

  @Test
  void rejects_more_data_than_claimed() throws IOException {
    for (byte[] file : new byte[][] {idx(13, 3, 2, 2), gzip(idx(13, 3, 2, 2))}) {
      refuses(file)
          .hasMessageStartingWith(at("the header claims [3, "))
          .hasMessageEndingWith(
              ", 12 bytes, but more data follows\n"
                  + "    the header or the file is damaged: copy or download the file again");
    }
  }

  @Test
  void rejects_sizes_of_zero_and_below() throws IOException {
    refuses(idx(8, 0, 2, 2))
        .hasMessage(
            at("the header gives dimension 0 a size of 0\n")
                + "    each must be from 1 to 2147483647; copy or download the file again");
    refuses(idx(8, 2, -1, 2))
        .hasMessage(
            at("the header gives dimension 1 a size of 4294967295, or -1\n")
                + "    each must be from 1 to 2147483647; copy or download the file again");
  }

  @Test
  void rejects_what_is_not_idx() throws IOException {
    refuses(new byte[] {'t', 'e', 'x', 't', '!'})
        .hasMessage(
            at("this is not an IDX file: it begins with 74 65 78 74\n")
                + "    IDX begins with 00 00 08 and the number of dimensions");
    refuses(new byte[] {0, 0, 0x0d, 3, 0})
        .hasMessage(
            at("the IDX file holds numbers of type 0x0d\n")
                + "    only unsigned bytes (0x08) can be read");
    refuses(new byte[0])
        .hasMessage(
            at("the file ends inside its header\n") + "    copy or download the file again");
    refuses(Arrays.copyOf(idx(8, 3, 2, 2), 9))
        .hasMessage(
            at("the file ends inside its header\n") + "    copy or download the file again");
  }

  @Test
  void rejects_a_truncated_or_damaged_compressed_file() throws IOException {
    byte[] content = idx(4000, 10, 20, 20);
    Philox random = Philox.stream(1, "noise");
    for (int i = 16; i < content.length; i++) {
      content[i] = (byte) random.nextInt();
    }
    byte[] file = gzip(content);
    for (int length : new int[] {11, file.length / 2, file.length - 3}) {
      refuses(Arrays.copyOf(file, length))
          .hasMessage(
              at("the compressed data ends too early\n") + "    copy or download the file again");
    }
    file[file.length - 6] ^= 1;
    refuses(file)
        .hasMessage(
            at("the compressed data is damaged (Corrupt GZIP trailer)\n")
                + "    copy or download the file again");
  }

  @Test
  void gives_one_clear_error_for_any_damage_to_a_file() throws IOException {
    Philox random = Philox.stream(5, "damage");
    byte[] plain = idx(400, 4, 10, 10);
    for (byte[] whole : new byte[][] {plain, gzip(plain)}) {
      for (int i = 0; i < 300; i++) {
        byte[] file = whole.clone();
        file[random.nextInt(Math.min(40, file.length))] ^= (byte) (1 << random.nextInt(8));
        Path path = write(file);
        try {
          assertThat(Idx.images(path).getSize()).isPositive();
        } catch (FigmentException expected) {
          assertThat(expected.getMessage()).startsWith(path + ": ").contains("\n    ");
        }
      }
    }
  }

  @Test
  void says_which_file_of_a_folder_is_missing() {
    assertThatThrownBy(() -> Idx.folder(folder))
        .hasMessage(
            folder
                + ": the folder has no file train-images-idx3-ubyte or"
                + " train-images-idx3-ubyte.gz\n"
                + "    put the four files of MNIST there, or fetch them with Downloads.mnist()");
  }

  @Test
  void reads_mnist() {
    Split mnist = Idx.folder(DataFolder.find("mnist"));
    assertThat(mnist.getTrain()).hasToString("60000 examples of [1, 28, 28], UNIT, 10 classes");
    assertThat(mnist.getTest().getSize()).isEqualTo(10_000);
    double sum = 0;
    for (int i = 0; i < 60_000; i++) {
      for (float value : Numbers.read(mnist.getTrain(), i)) {
        sum += value;
      }
    }
    assertThat(sum / (60_000 * 784)).isBetween(0.1306, 0.1307);
    assertThat(mnist.getTrain().label(0)).isEqualTo(5);
    assertThat(mnist.getTest().label(0)).isEqualTo(7);
  }
}
