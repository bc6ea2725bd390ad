package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.data.Glyphs;
import org.junit.jupiter.api.Test;

class SharpnessTest {
  private static Dataset image(Shape shape, float... values) {
    return Datasets.of(shape, PixelRange.UNIT, values);
  }

  @Test
  void is_the_variance_of_the_laplacian_by_hand() {
    // One white pixel: the Laplacians inside the border are -4 there and 1, 0, ... around it.
    Dataset dot = image(Shape.of(1, 4, 4), 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    double mean = (-4 + 1 + 1 + 0) / 4.0;
    assertThat(Sharpness.of(dot)).isCloseTo((16 + 1 + 1 + 0) / 4.0 - mean * mean, within(1e-12));
  }

  @Test
  void is_zero_for_even_images_and_slopes() {
    assertThat(Sharpness.of(image(Shape.of(1, 3, 4), new float[12]))).isZero();
    float[] slope = new float[25];
    for (int i = 0; i < 25; i++) {
      slope[i] = i % 5 / 4f;
    }
    assertThat(Sharpness.of(image(Shape.of(1, 5, 5), slope))).isCloseTo(0, within(1e-12));
  }

  @Test
  void blurring_lowers_it_and_noise_raises_it() {
    Dataset digits = Glyphs.digits(50, 1);
    float[][] blurred = new float[50][784];
    float[][] noisy = new float[50][784];
    for (int i = 0; i < 50; i++) {
      digits.read(i, noisy[i], 0);
      for (int at = 29; at < 784 - 29; at++) {
        float[] from = noisy[i];
        blurred[i][at] =
            (from[at] + from[at - 1] + from[at + 1] + from[at - 28] + from[at + 28]) / 5;
      }
      for (int at = 0; at < 784; at += 2) {
        noisy[i][at] = 1 - noisy[i][at];
      }
    }
    Shape shape = Shape.of(1, 28, 28);
    double real = Sharpness.of(digits);
    assertThat(Sharpness.of(Datasets.of(shape, PixelRange.UNIT, blurred))).isLessThan(0.5 * real);
    assertThat(Sharpness.of(Datasets.of(shape, PixelRange.UNIT, noisy))).isGreaterThan(2 * real);
  }

  @Test
  void does_not_depend_on_the_range_of_the_numbers() {
    Dataset digits = Glyphs.digits(20, 1);
    assertThat(Sharpness.of(digits.scaledTo(PixelRange.SIGNED)))
        .isCloseTo(Sharpness.of(digits), within(1e-6));
  }

  @Test
  void takes_the_mean_of_channels() {
    Dataset wide = image(Shape.of(1, 3, 4), 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    float[] three = new float[36];
    three[12 + 5] = 1;
    assertThat(Sharpness.of(image(Shape.of(3, 3, 4), three)))
        .isCloseTo(Sharpness.of(wide) / 3, within(1e-12));
  }

  @Test
  void refuses_what_is_no_image() {
    assertThatThrownBy(() -> Sharpness.of(image(Shape.of(4), 1, 2, 3, 4)))
        .hasMessage(
            "sharpness: the examples are [4], not images with sides of at least 3\n"
                + "    give images [C, H, W]");
  }
}
