package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final ImageCodec CODEC = ImageCodec.find();

  @TempDir Path folder;

  /** A PNG of one colour. */
  private static byte[] png(int height, int width, int red, int green, int blue) {
    byte[] samples = new byte[3 * height * width];
    Arrays.fill(samples, 0, height * width, (byte) red);
    Arrays.fill(samples, height * width, 2 * height * width, (byte) green);
    Arrays.fill(samples, 2 * height * width, samples.length, (byte) blue);
    return CODEC.encodePng(Pixels.of(3, height, width, samples));
  }

  private Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("images.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static int red(Dataset dataset, int index) {
    return Math.round(Numbers.read(dataset, index)[0] * 255);
  }

  @Test
  void labels_images_by_their_folders_in_the_order_of_names() throws IOException {
    write("dog/b.png", png(4, 4, 30, 0, 0));
    write("dog/a.PNG", png(4, 4, 20, 0, 0));
    write("cat/z.png", png(4, 4, 10, 0, 0));
    write("readme.txt", new byte[3]);
    write(".hidden/x.png", new byte[3]);
    Dataset dataset = ImageFolder.at(folder).read();
    assertThat(dataset).hasToString("3 examples of [3, 4, 4], UNIT, 2 classes");
    assertThat(dataset.getLabelNames()).containsExactly("cat", "dog");
    assertThat(new int[] {dataset.label(0), dataset.label(1), dataset.label(2)})
        .containsExactly(0, 1, 1);
    assertThat(new int[] {red(dataset, 0), red(dataset, 1), red(dataset, 2)})
        .containsExactly(10, 20, 30);
  }

  @Test
  void reads_a_zip_like_a_folder() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      entries.put(
          "all/" + (i % 2 == 0 ? "even/" : "odd/") + (100 + i) + ".png", png(3, 3, i, 0, 0));
    }
    entries.put("__MACOSX/all/even/._100.png", new byte[9]);
    Dataset zipped = ImageFolder.at(zip(entries)).read();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (!entry.getKey().startsWith("__")) {
        write("unpacked/" + entry.getKey(), entry.getValue());
      }
    }
    Dataset unpacked = ImageFolder.at(folder.resolve("unpacked")).read();
    assertThat(zipped.getSize()).isEqualTo(60);
    assertThat(zipped.getLabelNames()).containsExactly("even", "odd");
    assertThat(red(zipped, 30)).isEqualTo(1);
    assertThat(zipped.getContentHash()).isEqualTo(unpacked.getContentHash());
  }

  @Test
  void recognises_train_and_test() throws IOException {
    write("data/train/a/1.png", png(2, 2, 1, 0, 0));
    write("data/train/b/1.png", png(2, 2, 2, 0, 0));
    write("data/test/b/1.png", png(5, 5, 3, 0, 0));
    Split split = ImageFolder.at(folder).readSplit();
    assertThat(split.getTrain().getSize()).isEqualTo(2);
    assertThat(split.getTest()).hasToString("1 examples of [3, 2, 2], UNIT, 2 classes");
    assertThat(split.getTest().label(0)).isEqualTo(1);
    assertThatThrownBy(() -> ImageFolder.at(folder).read())
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            folder
                + ": the images are split into train/ and test/\n"
                + "    read both parts with readSplit()");
    write("data/test/c/1.png", png(2, 2, 3, 0, 0));
    assertThatThrownBy(() -> ImageFolder.at(folder).readSplit())
        .hasMessage(
            folder
                + ": test/c/1.png: the class c occurs in test/ but not in train/\n"
                + "    the classes to train with are [a, b]");
    assertThatThrownBy(() -> ImageFolder.at(folder.resolve("data/train")).readSplit())
        .hasMessage(
            folder.resolve("data/train")
                + ": the images are not split into train/ and test/\n"
                + "    move them, or use read() and Dataset.split(share)");
  }

  @Test
  void crops_the_middle_of_images_of_another_shape_or_stretches_them() throws IOException {
    byte[] samples = new byte[8 * 4];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % 8 < 2 ? 200 : i % 8 < 6 ? 100 : 50);
    }
    write("wide.png", CODEC.encodePng(Pixels.of(1, 4, 8, samples)));
    Dataset cropped = ImageFolder.at(folder).grey().size(2, 2).read();
    assertThat(cropped).hasToString("1 examples of [1, 2, 2], UNIT, no labels");
    assertThat(Numbers.read(cropped, 0)).containsOnly(PixelRange.UNIT.fromByte(100));
    Dataset stretched = ImageFolder.at(folder).grey().stretched().size(4, 4).read();
    assertThat(red(stretched, 0)).isEqualTo(200);
  }

  @Test
  void stops_at_the_first_unreadable_file_in_order() throws IOException {
    write("a.png", png(4, 4, 1, 1, 1));
    write("b.png", "this is a text".getBytes(StandardCharsets.UTF_8));
    write("c.png", new byte[0]);
    assertThatThrownBy(() -> ImageFolder.at(folder).read())
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            folder
                + ": b.png: the file is not an image\n"
                + "    it begins with the bytes 74 68 69 73 20 69 73 20; PNG, JPEG, BMP and WebP"
                + " can be read");
  }

  @Test
  void lists_and_skips_unreadable_files_when_told_so() throws IOException {
    byte[] jpeg = CODEC.encodeJpeg(CODEC.decode(png(64, 64, 9, 99, 199)), 90);
    write("a.png", "this is a text".getBytes(StandardCharsets.UTF_8));
    write("b.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    write("c.jpg", jpeg);
    write("d.png", new byte[0]);
    List<String> skipped = new ArrayList<>();
    Dataset dataset =
        ImageFolder.at(folder).skippingUnreadable(error -> skipped.add(firstLine(error))).read();
    assertThat(dataset.getSize()).isEqualTo(1);
    assertThat(skipped)
        .containsExactly(
            "a.png: the file is not an image",
            "b.jpg: the JPEG file is cut off: it has " + jpeg.length / 2 + " bytes and no end",
            "d.png: the image file is empty");
    Files.delete(folder.resolve("c.jpg"));
    assertThatThrownBy(() -> ImageFolder.at(folder).skippingUnreadable(error -> {}).read())
        .hasMessage(
            folder
                + ": none of the 3 images can be read\n"
                + "    leave out skippingUnreadable(...) to see why the first one fails");
  }

  private static String firstLine(FigmentException error) {
    return error.getMessage().substring(0, error.getMessage().indexOf('\n'));
  }

  @Test
  void refuses_a_folder_without_images() throws IOException {
    write("text.txt", new byte[3]);
    assertThatThrownBy(() -> ImageFolder.at(folder).read())
        .hasMessage(
            folder
                + ": there are no images in it\n"
                + "    files ending in png, jpg, jpeg, bmp or webp are images");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ImageFolder.at(missing).read())
        .hasMessageStartingWith(missing + ": there is no such folder or zip archive\n");
    assertThatThrownBy(() -> ImageFolder.at(folder.resolve("text.txt")).read())
        .hasMessageStartingWith(folder.resolve("text.txt") + ": this is not a zip archive (");
  }

  @Test
  void refuses_more_images_than_fit_and_tells_how_many_would() throws IOException {
    for (int i = 0; i < 5; i++) {
      write(i + ".png", png(16, 16, i, i, i));
    }
    assertThatThrownBy(() -> ImageFolder.at(folder).memory(1600).read())
        .hasMessage(
            folder
                + ": 5 examples of 768 bytes need 1 MiB of memory, the limit is 1 MiB\n"
                + "    about 2 would fit; use fewer or smaller examples, or give the JVM more"
                + " memory with -Xmx");
    assertThat(ImageFolder.at(folder).memory(5 * 768).read().getSize()).isEqualTo(5);
  }

  @Test
  void refuses_a_zip_whose_names_lead_out_of_it() throws IOException {
    for (String name : new String[] {"a/../../evil.png", "/etc/evil.png", "..\\evil.png"}) {
      Path zip = zip(Map.of(name, png(2, 2, 1, 1, 1)));
      assertThatThrownBy(() -> ImageFolder.at(zip).read())
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              zip
                  + ": the archive has an entry whose name leads out of it: "
                  + name
                  + "\n    do not trust this archive; pack the images again");
    }
  }

  @Test
  void refuses_a_zip_whose_entries_overlap() throws IOException {
    Path zip = zip(Map.of("a.png", png(2, 2, 1, 1, 1)));
    byte[] bytes = Files.readAllBytes(zip);
    // The packed size stands 20 bytes into the entry of the directory, which begins with PK 1 2.
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[entry + 22] = 1;
    Files.write(zip, bytes);
    assertThatThrownBy(() -> ImageFolder.at(zip).read())
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            zip
                + ": the archive claims more packed bytes than it has: its entries overlap\n"
                + "    do not trust this archive; pack the images again");
  }

  @Test
  void refuses_a_zip_entry_that_unpacks_to_more_than_the_limit() throws IOException {
    Path zip = zip(Map.of("bomb.png", new byte[3 << 20]));
    assertThat(Files.size(zip)).isLessThan(10_000);
    ImageFolder small = ImageFolder.at(zip).limits(ImageLimits.DEFAULT.bytes(1 << 20));
    assertThatThrownBy(small::read)
        .hasMessage(
            zip
                + ": bomb.png: the image file has more than 1,048,576 bytes\n"
                + "    make the image smaller, or raise the limit with"
                + " limits(ImageLimits.DEFAULT.bytes(...))");
  }

  @Test
  void refuses_a_zip_that_is_cut_off() throws IOException {
    Path zip = zip(Map.of("a.png", png(9, 9, 1, 1, 1)));
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ImageFolder.at(zip).read())
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith(zip + ": this is not a zip archive (")
        .hasMessageEndingWith(")\n    copy or download the archive again");
  }

  @Test
  void reads_six_thousand_jpeg_files_of_a_zip() {
    Path zip = DataFolder.find("cifar10/cifar10-jpeg-subset.zip");
    Split split = ImageFolder.at(zip).readSplit();
    assertThat(split.getTrain()).hasToString("5000 examples of [3, 32, 32], UNIT, 10 classes");
    assertThat(split.getTest()).hasToString("1000 examples of [3, 32, 32], UNIT, 10 classes");
    assertThat(split.getTrain().getLabelNames()).startsWith("airplane").endsWith("truck");
    assertThat(split.getTest().label(999)).isEqualTo(9);
  }
}
