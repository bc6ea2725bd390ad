package dev.figment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ImageCodecTest {
  private static final byte[] BOMB =
      HexFormat.of()
          .parseHex("89504e470d0a1a0a0000000d49484452" + "00004e20" + "00004e20" + "0802000000");

  @Test
  void says_which_dependency_brings_a_codec() {
    assertThatThrownBy(ImageCodec::find)
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "no image codec is on the class path\n"
                + "    add the dependency dev.figment:figment-runtime-cpu, or register a class of"
                + " your own as the service dev.figment.image.ImageCodec");
  }

  @Test
  void refuses_an_image_above_the_limit_before_decoding_it() {
    assertThatThrownBy(() -> new Never().decode(BOMB))
        .hasMessage(
            "the image is 20000 x 20000, 400,000,000 pixels; the limit is 67,108,864\n"
                + "    make the image smaller, or raise the limit with"
                + " ImageLimits.DEFAULT.pixels(400000000L)");
  }

  @Test
  void refuses_a_file_above_the_limit() {
    assertThatThrownBy(
            () -> new Never().decode(BOMB, ImageColor.GREY, ImageLimits.DEFAULT.bytes(20)))
        .hasMessage(
            "the image file has 29 bytes, the limit is 20\n"
                + "    make the image smaller, or raise the limit with"
                + " ImageLimits.DEFAULT.bytes(29L)");
  }

  @Test
  void refuses_a_file_that_is_cut_off() {
    ImageLimits all = ImageLimits.DEFAULT.pixels(1L << 40);
    assertThatThrownBy(() -> new Never().decode(BOMB, ImageColor.GREY, all))
        .hasMessage(
            "the PNG file is cut off: it has 29 bytes and no end\n    copy or download it again");
    assertThat(all.getBytes()).isEqualTo(1L << 26);
  }

  /** A codec that must not be reached. */
  private static final class Never extends ImageCodec {
    @Override
    public String getName() {
      return "never";
    }

    @Override
    protected Pixels decodeChecked(byte[] file, ImageHeader header, ImageColor color) {
      throw new AssertionError("decoded");
    }

    @Override
    public byte[] encodePng(Pixels image) {
      throw new AssertionError("encoded");
    }

    @Override
    public byte[] encodeJpeg(Pixels image, int quality) {
      throw new AssertionError("encoded");
    }

    @Override
    public Pixels resize(Pixels image, int height, int width) {
      throw new AssertionError("resized");
    }
  }
}
