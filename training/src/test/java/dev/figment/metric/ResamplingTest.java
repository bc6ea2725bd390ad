package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  @Test
  void interpolates_between_pixel_centres() {
    float[] row = Resampling.resize(new float[] {0, 1}, 1, 1, 2, 1, 4);
    assertThat(row).containsExactly(new float[] {0, 0.25f, 0.75f, 1}, within(1e-6f));
    float[] column = Resampling.resize(new float[] {0, 1}, 1, 2, 1, 4, 1);
    assertThat(column).containsExactly(row);
  }

  @Test
  void shrinks_without_skipping_pixels() {
    // Weights 1, 3, 3, 1 of eight around each new centre; at the border what there is of them.
    float[] row = Resampling.resize(new float[] {7, 0, 0, 8, 0, 0}, 1, 1, 6, 1, 3);
    assertThat(row).containsExactly(new float[] {3, 3, 8 / 7f}, within(1e-6f));
  }

  @Test
  void keeps_constant_images_constant_and_planes_apart() {
    float[] planes = new float[2 * 28 * 28];
    Arrays.fill(planes, 28 * 28, planes.length, 0.7f);
    float[] resized = Resampling.resize(planes, 2, 28, 28, 75, 50);
    for (int i = 0; i < resized.length; i++) {
      assertThat(resized[i]).isCloseTo(i < 75 * 50 ? 0 : 0.7f, within(1e-6f));
    }
  }

  @Test
  void leaves_images_of_the_right_size_as_they_are() {
    float[] plane = {1, 2, 3, 4};
    assertThat(Resampling.resize(plane, 1, 2, 2, 2, 2)).isSameAs(plane);
  }
}
