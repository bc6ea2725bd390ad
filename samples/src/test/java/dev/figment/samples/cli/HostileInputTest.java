package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.data.Glyphs;
import dev.figment.image.ImageCodec;
import dev.figment.samples.run.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each hostile file gives a line of place and fact, exit code 1, at once. */
class HostileInputTest {
  @TempDir static Path folder;
  static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("model");
    assertThat(Cli.train(model, "--limit", 16, "--epochs", 1).exit).isZero();
  }

  private static void refused(Path place, String fact, Object... args) {
    long start = System.nanoTime();
    Cli cli = Cli.run(args);
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertThat(cli.exit).as(cli.toString()).isEqualTo(1);
    assertThat(cli.firstError()).contains(place.toString()).contains(fact);
    assertThat(cli.err).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(cli.err.lines().skip(1)).allSatisfy(line -> assertThat(line).startsWith("    "));
    assertThat(seconds).isLessThan(2);
  }

  private static void refusedAsData(Path path, Path place, String fact) {
    refused(
        place,
        fact,
        "train",
        "vae",
        "--backend",
        "reference",
        "--data",
        path,
        "--out",
        folder.resolve("never"));
  }

  private static Path file(String name, byte... bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] idx(int count, int pixels) {
    return ByteBuffer.allocate(16 + pixels)
        .putInt(0x803)
        .putInt(count)
        .putInt(28)
        .putInt(28)
        .array();
  }

  private static byte[] png() {
    return ImageCodec.find().encodePng(Pictures.of(Glyphs.digits(1, 1), 1).get(0));
  }

  @Test
  void a_gzip_file_that_is_cut_off() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
      byte[] images = idx(100, 100 * 784);
      new java.util.Random(1).nextBytes(images);
      System.arraycopy(idx(100, 0), 0, images, 0, 16);
      gzip.write(images);
    }
    byte[] half = Arrays.copyOf(whole.toByteArray(), whole.size() / 2);
    Path file = file("images.gz", half);
    refusedAsData(file, file, "");
  }

  @Test
  void an_idx_header_that_claims_two_thousand_million_images() throws IOException {
    Path file = file("lying-idx3-ubyte", idx(Integer.MAX_VALUE, 784));
    refusedAsData(file, file, "");
  }

  @Test
  void an_empty_png() throws IOException {
    file("empty/a.png", png());
    Path file = file("empty/b.png");
    refusedAsData(folder.resolve("empty"), Path.of("b.png"), "");
    refused(file, "", "reconstruct", "--model", model, file, "--out", folder.resolve("never"));
  }

  @Test
  void a_png_of_20000_by_20000() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(20_000).putInt(20_000);
    chunk.put((byte) 8).put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0);
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    byte[] bomb =
        ByteBuffer.allocate(33 + 400_000)
            .put(Arrays.copyOf(png(), 8))
            .putInt(13)
            .put(chunk.array())
            .putInt((int) crc.getValue())
            .array();
    Path file = file("bomb/bomb.png", bomb);
    refusedAsData(folder.resolve("bomb"), Path.of("bomb.png"), "20000 x 20000");
    refused(
        file,
        "20000 x 20000",
        "interpolate",
        "--model",
        model,
        file,
        file,
        "--out",
        folder.resolve("never.png"));
  }

  @Test
  void a_jpeg_cut_in_half() throws IOException {
    byte[] whole = ImageCodec.find().encodeJpeg(Pictures.of(Glyphs.digits(1, 1), 1).get(0), 90);
    Path file = file("half/half.jpg", Arrays.copyOf(whole, whole.length / 2));
    refusedAsData(folder.resolve("half"), Path.of("half.jpg"), "cut off");
    refused(
        file, "cut off", "reconstruct", "--model", model, file, "--out", folder.resolve("never"));
  }

  @Test
  void a_folder_without_images() throws IOException {
    Path file = file("texts/readme.txt", (byte) 'x');
    refusedAsData(file.getParent(), file.getParent(), "there are no images in it");
  }

  @Test
  void data_that_is_not_there() {
    refusedAsData(folder.resolve("gone"), folder.resolve("gone"), "there is no such file");
  }

  @Test
  void a_checkpoint_cut_short() throws IOException {
    Path broken = copyOfModel("cut");
    Path file = broken.resolve("checkpoint.safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1000));
    refused(file, "cut short", "evaluate", "--model", broken);
    refused(file, "cut short", "train", "vae", "--resume", "--epochs", 2, "--out", broken);
    Files.write(file, new byte[0]);
    refused(file, "not a whole checkpoint", "evaluate", "--model", broken);
  }

  @Test
  void an_onnx_file_that_is_a_text() throws IOException {
    Path broken = copyOfModel("text");
    Path file = broken.resolve("decoder.onnx");
    Files.writeString(file, "This is not a network.\n");
    refused(file, "", "sample", "--model", broken, "--out", folder.resolve("never.png"));
    Path image = file("one.png", png());
    refused(file, "", "reconstruct", "--model", broken, image, "--out", folder.resolve("never"));
  }

  @Test
  void settings_that_are_a_text() throws IOException {
    Path broken = copyOfModel("config");
    Path file = Files.writeString(broken.resolve("config.json"), "latent = 4");
    refused(file, "these are no settings", "evaluate", "--model", broken);
  }

  @Test
  void settings_of_a_kind_that_is_not_known() throws IOException {
    Path broken = copyOfModel("kind");
    Path file = broken.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace("\"vae\"", "\"flow\""));
    refused(file, "there is no kind of model named flow", "evaluate", "--model", broken);
    Files.writeString(file, Files.readString(file).replace("\"flow\"", "\"gan\""));
    refused(file, "these are no settings", "evaluate", "--model", broken);
  }

  private static Path copyOfModel(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file :
        new String[] {"checkpoint.safetensors", "config.json", "encoder.onnx", "decoder.onnx"}) {
      Files.copy(model.resolve(file), copy.resolve(file));
    }
    return copy;
  }
}
