package dev.figment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ImageHeaderTest {
  private static final String PNG_START = "89504e470d0a1a0a0000000d49484452";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void reads_a_png_header() {
    ImageHeader header = ImageHeader.of(hex(PNG_START + "00000280 000001e0 08 02 000000 00000000"));
    assertThat(header).hasToString("PNG 640 x 480, 3 channels");
    assertThat(header.getColor()).isEqualTo(ImageColor.COLOUR);
    assertThat(header.getPixels()).isEqualTo(307200);
  }

  @Test
  void tells_grey_from_colour_in_a_png() {
    assertThat(ImageHeader.of(hex(PNG_START + "00000001 00000001 08 00")).getChannels())
        .isEqualTo(1);
    assertThat(ImageHeader.of(hex(PNG_START + "00000001 00000001 08 03")).getChannels())
        .isEqualTo(3);
    assertThat(ImageHeader.of(hex(PNG_START + "00000001 00000001 08 04")).getChannels())
        .isEqualTo(2);
    assertThat(ImageHeader.of(hex(PNG_START + "00000001 00000001 08 06")).getChannels())
        .isEqualTo(4);
  }

  @Test
  void reads_a_jpeg_header_behind_other_segments() {
    byte[] file = hex("ffd8 ffe0 0004 0000 ffff c2 0011 08 0010 0020 03 000000 000000 000000");
    assertThat(ImageHeader.of(file)).hasToString("JPEG 32 x 16, 3 channels");
  }

  @Test
  void reads_a_bitmap_that_goes_from_top_to_bottom() {
    byte[] file = new byte[54];
    byte[] start = hex("424d 00000000 00000000 36000000 28000000 07000000 fbffffff 0100 1800");
    System.arraycopy(start, 0, file, 0, start.length);
    assertThat(ImageHeader.of(file)).hasToString("BMP 7 x 5, 3 channels");
    assertThat(ImageHeader.isComplete(file)).isFalse();
    assertThat(ImageHeader.isComplete(Arrays.copyOf(file, 54 + 24 * 5))).isTrue();
  }

  @Test
  void finds_the_end_of_a_jpeg_behind_its_thumbnail() {
    byte[] withoutEnd = hex("ffd8 ffe1 0006 ffd8ffd9 ffda 0002 1234 ff00 ffd0 56");
    assertThat(ImageHeader.isComplete(withoutEnd)).isFalse();
    byte[] whole = Arrays.copyOf(withoutEnd, withoutEnd.length + 2);
    whole[whole.length - 2] = (byte) 0xff;
    whole[whole.length - 1] = (byte) 0xd9;
    assertThat(ImageHeader.isComplete(whole)).isTrue();
  }

  @Test
  void refuses_an_empty_file() {
    assertThatThrownBy(() -> ImageHeader.of(new byte[0]))
        .isInstanceOf(FigmentException.class)
        .hasMessage("the image file is empty\n    it has 0 bytes: copy or download it again");
  }

  @Test
  void refuses_a_text_file() {
    assertThatThrownBy(() -> ImageHeader.of("hello, world".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the file is not an image\n"
                + "    it begins with the bytes 68 65 6c 6c 6f 2c 20 77; PNG, JPEG, BMP and WebP"
                + " can be read");
  }

  @Test
  void refuses_a_file_that_ends_inside_its_header() {
    String[] starts = {
      PNG_START + "0000", "ffd8ffe0", "424d0000", "52494646 00000000 57454250", "ffd8ffc0001108"
    };
    String[] formats = {"PNG", "JPEG", "BMP", "WebP", "JPEG"};
    for (int i = 0; i < starts.length; i++) {
      byte[] file = hex(starts[i]);
      assertThatThrownBy(() -> ImageHeader.of(file))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "the "
                  + formats[i]
                  + " file ends inside its header, after "
                  + file.length
                  + " bytes\n    the file is damaged: copy or download it again");
    }
  }

  @Test
  void refuses_an_image_without_pixels() {
    assertThatThrownBy(() -> ImageHeader.of(hex(PNG_START + "00000000 00000005 08 00")))
        .hasMessage(
            "the PNG header gives a size of 0 x 5\n"
                + "    the file is damaged: copy or download it again");
  }

  @Test
  void never_fails_with_anything_but_a_clear_error_on_any_prefix() {
    byte[] file = hex("ffd8 ffe0 0004 0000 ffc2 0011 08 0010 0020 03 000000 000000 000000 ffd9");
    for (int length = 3; length < file.length; length++) {
      byte[] prefix = Arrays.copyOf(file, length);
      try {
        ImageHeader.of(prefix);
      } catch (FigmentException expected) {
        assertThat(expected.getMessage()).contains("ends inside its header");
      }
      assertThat(ImageHeader.isComplete(prefix)).isFalse();
    }
  }
}
