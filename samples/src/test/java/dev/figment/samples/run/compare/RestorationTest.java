package dev.figment.samples.run.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Pixels;
import dev.figment.data.Glyphs;
import dev.figment.samples.run.Pictures;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestorationTest {
  private final List<Pixels> digits = Pictures.of(Glyphs.digits(20, 1), 20);

  private static Pixels even(int channels, int height, int width, int value) {
    byte[] samples = new byte[channels * height * width];
    Arrays.fill(samples, (byte) value);
    return Pixels.of(channels, height, width, samples);
  }

  @Test
  void noise_has_its_deviation_and_is_always_the_same() {
    List<Pixels> grey = Collections.nCopies(20, even(1, 28, 28, 128));
    double error = Restoration.error(Restoration.noisy(grey), grey);
    // Normal noise of 0.3, clipped at 0.5 on both sides.
    assertThat(error).isBetween(0.065, 0.09);
    assertThat(Restoration.noisy(digits)).isEqualTo(Restoration.noisy(digits));
    assertThat(Restoration.noisy(grey).get(0)).isNotEqualTo(Restoration.noisy(grey).get(1));
  }

  @Test
  void lower_halves_of_all_channels_are_hidden_and_the_upper_ones_kept() {
    Pixels hidden = Restoration.halved(List.of(even(3, 5, 4, 200))).get(0);
    for (int channel = 0; channel < 3; channel++) {
      for (int column = 0; column < 4; column++) {
        assertThat(hidden.sample(channel, 1, column)).isEqualTo(200);
        assertThat(hidden.sample(channel, 2, column)).isEqualTo(128);
        assertThat(hidden.sample(channel, 4, column)).isEqualTo(128);
      }
    }
  }

  @Test
  void errors_of_lower_halves_do_not_count_the_upper_ones() {
    List<Pixels> black = List.of(even(1, 4, 4, 0));
    List<Pixels> white = List.of(even(1, 4, 4, 255));
    assertThat(Restoration.lowerError(white, black)).isCloseTo(1, within(1e-12));
    assertThat(Restoration.lowerError(Restoration.joined(white, black), black)).isZero();
    assertThat(Restoration.error(Restoration.joined(white, black), black))
        .isCloseTo(0.5, within(1e-12));
  }
}
