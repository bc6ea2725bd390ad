package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORD = 3073;
  private static final String CURE =
      "\n    use cifar-10-binary.tar.gz, or fetch it with Downloads.cifar10()";

  @TempDir Path folder;

  private Path archive(int cut, String... names) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      for (String name : names) {
        boolean batch = name.endsWith(".bin");
        byte[] content = new byte[batch ? 10_000 * RECORD : 700];
        int number = name.contains("batch_") ? name.charAt(name.indexOf("batch_") + 6) - '0' : 9;
        for (int i = 0; batch && i < 10_000; i++) {
          content[i * RECORD] = (byte) (i % 10);
          content[i * RECORD + 1] = (byte) number;
        }
        out.write(header("cifar-10-batches-bin/" + name, content.length));
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
      }
      out.write(new byte[1024]);
    }
    byte[] bytes = file.toByteArray();
    return Files.write(folder.resolve("c.tar.gz"), Arrays.copyOf(bytes, bytes.length - cut));
  }

  private static byte[] header(String name, int size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    header[156] = '0';
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : header) {
      sum += value;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  @Test
  void reads_the_batches_of_an_archive_in_order() throws IOException {
    Path file =
        archive(
            0,
            "data_batch_4.bin",
            "readme.html",
            "test_batch.bin",
            "data_batch_3.bin",
            "data_batch_2.bin",
            "data_batch_5.bin",
            "data_batch_1.bin");
    Split split = Cifar10.archive(file);
    assertThat(split.getTrain()).hasToString("50000 examples of [3, 32, 32], UNIT, 10 classes");
    assertThat(split.getTest().getSize()).isEqualTo(10_000);
    for (int batch = 1; batch <= 5; batch++) {
      int index = (batch - 1) * 10_000 + 3;
      assertThat(Math.round(Numbers.read(split.getTrain(), index)[0] * 255)).isEqualTo(batch);
      assertThat(split.getTrain().label(index)).isEqualTo(3);
    }
    assertThat(split.getTest().getLabelNames()).startsWith("airplane").endsWith("truck");
  }

  @Test
  void refuses_an_archive_without_the_six_batches() throws IOException {
    Path file = archive(0, "data_batch_4.bin", "readme.html");
    assertThatThrownBy(() -> Cifar10.archive(file))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            file
                + ": the archive has not the six batches of CIFAR-10 but [data_batch_4.bin]"
                + CURE);
  }

  @Test
  void refuses_an_archive_that_is_cut_off() throws IOException {
    Path file = archive(60, "data_batch_4.bin", "readme.html");
    assertThatThrownBy(() -> Cifar10.archive(file))
        .hasMessage(file + ": the archive ends too early" + CURE);
  }

  @Test
  void refuses_what_is_no_archive() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a text");
    assertThatThrownBy(() -> Cifar10.archive(text))
        .hasMessage(
            text
                + ": the archive cannot be read (java.util.zip.ZipException: Not in GZIP format)"
                + CURE);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Cifar10.archive(missing))
        .hasMessage(missing + ": there is no such file" + CURE);
    Path noTar = folder.resolve("gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(noTar))) {
      byte[] letters = new byte[2000];
      Arrays.fill(letters, (byte) 'a');
      out.write(letters);
    }
    assertThatThrownBy(() -> Cifar10.archive(noTar))
        .hasMessage(noTar + ": this is not a tar archive\n    copy or download the archive again");
  }
}
