package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelsTest {
  @ParameterizedTest
  @EnumSource
  void every_byte_survives_a_round_trip(PixelRange range) {
    for (int value = 0; value < 256; value++) {
      assertThat(range.toByte(range.fromByte(value))).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void black_and_white_are_exact(PixelRange range) {
    assertThat(range.fromByte(0)).isEqualTo(range.getBlack());
    assertThat(range.fromByte(255)).isEqualTo(range.getWhite());
  }

  @ParameterizedTest
  @EnumSource
  void numbers_outside_the_range_are_clipped(PixelRange range) {
    assertThat(range.toByte(range.getBlack() - 0.5f)).isZero();
    assertThat(range.toByte(range.getWhite() + 0.5f)).isEqualTo(255);
    assertThat(range.toByte(Float.POSITIVE_INFINITY)).isEqualTo(255);
    assertThat(range.toByte(Float.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void images_survive_a_round_trip_through_floats() {
    byte[] samples = new byte[3 * 2 * 4];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 11);
    }
    Pixels pixels = Pixels.of(3, 2, 4, samples);
    for (PixelRange range : PixelRange.values()) {
      float[] floats = new float[5 + samples.length];
      pixels.toFloats(floats, 5, range);
      assertThat(Pixels.fromFloats(floats, 5, 3, 2, 4, range)).isEqualTo(pixels);
    }
  }

  @Test
  void samples_lie_channel_by_channel() {
    Pixels pixels = Pixels.of(3, 1, 2, new byte[] {0, 1, 2, 3, 4, (byte) 255});
    assertThat(pixels.sample(2, 0, 1)).isEqualTo(255);
    assertThat(pixels.sample(1, 0, 0)).isEqualTo(2);
    assertThat(pixels.getShape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(pixels).hasToString("Pixels 3 x 1 x 2");
    assertThat(pixels).isNotEqualTo(Pixels.of(3, 2, 1, pixels.samples()));
  }

  @Test
  void refuses_other_channels_and_sizes() {
    assertThatThrownBy(() -> Pixels.of(4, 1, 1, new byte[4]))
        .isInstanceOf(FigmentException.class)
        .hasMessage("an image cannot have 4 channels\n    use 1 or 3");
    assertThatThrownBy(() -> Pixels.of(1, 2, 2, new byte[3]))
        .isInstanceOf(FigmentException.class)
        .hasMessage("3 samples do not make an image of 1 x 2 x 2");
    assertThatThrownBy(() -> Pixels.of(1, 0, 2, new byte[0])).isInstanceOf(FigmentException.class);
  }
}
