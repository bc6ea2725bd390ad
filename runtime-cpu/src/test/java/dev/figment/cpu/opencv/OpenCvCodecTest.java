package dev.figment.cpu.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import dev.figment.image.ImageHeader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCvCodecTest {
  private final ImageCodec codec = ImageCodec.find();

  private static Pixels noise(int channels, int height, int width) {
    Philox random = Philox.stream(1, "noise");
    byte[] samples = new byte[channels * height * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt();
    }
    return Pixels.of(channels, height, width, samples);
  }

  /** A smooth image that JPEG keeps well: red grows to the right, green downwards, blue is 40. */
  private static Pixels ramp(int height, int width) {
    byte[] samples = new byte[3 * height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        samples[row * width + column] = (byte) (255 * column / width);
        samples[(height + row) * width + column] = (byte) (255 * row / height);
        samples[(2 * height + row) * width + column] = 40;
      }
    }
    return Pixels.of(3, height, width, samples);
  }

  @Test
  void is_found_on_the_class_path() {
    assertThat(codec).isInstanceOf(OpenCvCodec.class);
    assertThat(codec.getName()).startsWith("OpenCV 4.");
  }

  @Test
  void keeps_every_sample_of_a_png_and_the_order_of_its_channels() {
    Pixels colour = noise(3, 5, 7);
    Pixels grey = noise(1, 6, 4);
    assertThat(codec.decode(codec.encodePng(colour))).isEqualTo(colour);
    assertThat(codec.decode(codec.encodePng(grey))).isEqualTo(grey);
    assertThat(codec.encodePng(colour)).isEqualTo(codec.encodePng(colour));
  }

  @Test
  void keeps_a_smooth_jpeg_nearly() {
    Pixels image = ramp(40, 64);
    Pixels back = codec.decode(codec.encodeJpeg(image, 95));
    for (int channel = 0; channel < 3; channel++) {
      assertThat(back.sample(channel, 20, 50))
          .isBetween(image.sample(channel, 20, 50) - 8, image.sample(channel, 20, 50) + 8);
    }
  }

  @Test
  void turns_colour_to_grey_and_grey_to_colour() {
    Pixels red = Pixels.of(3, 1, 1, new byte[] {(byte) 255, 0, 0});
    assertThat(codec.decode(codec.encodePng(red), ImageColor.GREY).sample(0, 0, 0)).isEqualTo(76);
    Pixels grey = Pixels.of(1, 1, 1, new byte[] {90});
    Pixels colour = codec.decode(codec.encodePng(grey), ImageColor.COLOUR);
    assertThat(colour.samples()).containsExactly(90, 90, 90);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp"})
  void reads_the_same_size_from_the_header_as_opencv_writes(String ending) {
    try (Mat mat = Mats.of(ramp(21, 34));
        BytePointer encoded = new BytePointer()) {
      assertThat(opencv_imgcodecs.imencode(ending, mat, encoded)).isTrue();
      byte[] file = new byte[(int) encoded.limit()];
      encoded.get(file);
      ImageHeader header = ImageHeader.of(file);
      assertThat(header.getWidth()).isEqualTo(34);
      assertThat(header.getHeight()).isEqualTo(21);
      assertThat(header.getChannels()).isEqualTo(3);
      assertThat(codec.decode(file).getWidth()).isEqualTo(34);
      for (int length : new int[] {file.length / 2, file.length - 2}) {
        assertThat(ImageHeader.isComplete(Arrays.copyOf(file, length))).isFalse();
      }
    }
  }

  @Test
  void averages_when_it_shrinks() {
    Pixels image = Pixels.of(1, 2, 2, new byte[] {0, 100, 20, 80});
    assertThat(codec.resize(image, 1, 1).sample(0, 0, 0)).isEqualTo(50);
    assertThat(codec.resize(noise(3, 4, 4), 9, 5)).hasToString("Pixels 3 x 9 x 5");
  }

  @Test
  void refuses_a_jpeg_cut_in_half() {
    byte[] file = codec.encodeJpeg(ramp(64, 64), 90);
    byte[] half = Arrays.copyOf(file, file.length / 2);
    assertThatThrownBy(() -> codec.decode(half))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the JPEG file is cut off: it has "
                + half.length
                + " bytes and no end\n    copy or download it again");
  }

  @Test
  void refuses_a_png_whose_content_is_damaged() {
    byte[] file = codec.encodePng(noise(1, 8, 8));
    Arrays.fill(file, 41, file.length - 12, (byte) 0);
    assertThatThrownBy(() -> codec.decode(file))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the PNG file is damaged: OpenCV cannot decode its content\n"
                + "    its header says PNG 8 x 8, 1 channel; copy or download the file again");
  }

  @Test
  void refuses_an_empty_file_and_a_text() {
    assertThatThrownBy(() -> codec.decode(new byte[0]))
        .hasMessage("the image file is empty\n    it has 0 bytes: copy or download it again");
    assertThatThrownBy(() -> codec.decode("a text".getBytes(StandardCharsets.UTF_8)))
        .hasMessageStartingWith("the file is not an image\n");
  }

  @Test
  void refuses_a_png_bomb_at_once() throws IOException {
    byte[] bomb = bomb(20000);
    assertThat(bomb.length).isLessThan(200_000);
    long start = System.nanoTime();
    assertThatThrownBy(() -> codec.decode(bomb))
        .hasMessageStartingWith(
            "the image is 20000 x 20000, 400,000,000 pixels; the limit is 67,108,864\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void refuses_a_quality_that_jpeg_does_not_have() {
    assertThatThrownBy(() -> codec.encodeJpeg(noise(1, 2, 2), 101))
        .hasMessage("a JPEG cannot have the quality 101\n    use 1 (small) to 100 (good)");
  }

  /** A valid black PNG of one bit a pixel. */
  private static byte[] bomb(int side) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] row = new byte[1 + (side + 7) / 8];
      for (int i = 0; i < side; i++) {
        out.write(row);
      }
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(side);
    fields.writeInt(side);
    fields.write(new byte[] {1, 0, 0, 0, 0});
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(file, "IHDR", header.toByteArray());
    chunk(file, "IDAT", packed.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String name, byte[] content)
      throws IOException {
    byte[] title = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(title);
    crc.update(content);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(content.length);
    out.write(title);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
