package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Philox;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private final Features real = Reference.features("real");
  private final Features generated = Reference.features("generated");
  private final Features flat = Reference.features("flat");

  @Test
  void is_the_distance_that_scipy_finds() {
    assertThat(FrechetDistance.of(real, generated))
        .isCloseTo(Reference.number("frechet"), within(1e-12));
  }

  @Test
  void takes_fewer_examples_than_dimensions() {
    assertThat(
            FrechetDistance.of(Reference.features("fewReal"), Reference.features("fewGenerated")))
        .isCloseTo(Reference.number("frechetFew"), within(1e-12));
  }

  @Test
  void takes_covariances_of_lower_rank_on_either_side() {
    double expected = Reference.number("frechetFlat");
    assertThat(FrechetDistance.of(flat, generated)).isCloseTo(expected, within(1e-12));
    assertThat(FrechetDistance.of(generated, flat)).isCloseTo(expected, within(1e-12));
    double[][] twice = Reference.rows("flat");
    for (double[] row : twice) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= 2;
      }
    }
    assertThat(FrechetDistance.of(flat, Features.of(twice)))
        .isCloseTo(Reference.number("frechetFlatTwice"), within(1e-12));
  }

  @Test
  void is_zero_for_identical_sets_even_singular_ones() {
    assertThat(FrechetDistance.of(real, real)).isCloseTo(0, within(1e-12));
    assertThat(FrechetDistance.of(flat, flat)).isCloseTo(0, within(1e-12));
    Features wide = normal(20, 100, 0);
    assertThat(FrechetDistance.of(wide, wide)).isCloseTo(0, within(1e-10));
  }

  @Test
  void of_points_is_the_squared_distance_of_means() {
    Features points = Features.of(new double[][] {{1, 2}, {1, 2}});
    Features others = Features.of(new double[][] {{4, 6}, {4, 6}, {4, 6}});
    assertThat(FrechetDistance.of(points, others)).isEqualTo(25);
  }

  @Test
  void does_not_depend_on_the_order_of_examples_or_of_sets() {
    int[] order = Philox.stream(1, "order").permutation(real.getSize());
    double distance = FrechetDistance.of(real, generated);
    assertThat(FrechetDistance.of(real.select(order), generated))
        .isCloseTo(distance, within(1e-12));
    assertThat(FrechetDistance.of(generated, real)).isCloseTo(distance, within(1e-12));
  }

  @Test
  void finds_the_closed_form_for_scaled_normals() {
    // Normal distributions with deviations 1 and s: d (s - 1)^2, here with the samples themselves.
    Features one = normal(500, 8, 1);
    double[][] scaled = new double[500][];
    for (int i = 0; i < 500; i++) {
      scaled[i] = one.row(i);
      for (int j = 0; j < 8; j++) {
        scaled[i][j] = 3 * scaled[i][j];
      }
    }
    double traces = 0;
    double means = 0;
    for (int j = 0; j < 8; j++) {
      traces += one.covariance()[j][j];
      means += one.mean()[j] * one.mean()[j];
    }
    assertThat(FrechetDistance.of(one, Features.of(scaled)))
        .isCloseTo(4 * (traces + means), within(1e-10));
  }

  @Test
  void refuses_features_of_different_dimensions() {
    assertThatThrownBy(() -> FrechetDistance.of(real, Reference.features("fewReal")))
        .hasMessage(
            "Frechet distance: the real features have 4 dimensions, the generated ones 6\n"
                + "    take both from the same extractor");
  }

  @Test
  void refuses_a_single_example() {
    assertThatThrownBy(() -> FrechetDistance.of(real, generated.select(0)))
        .hasMessage(
            "Frechet distance: there are 1 examples of 4 features, at least 2 examples are needed\n"
                + "    generate more examples");
  }

  private static Features normal(int size, int dimension, int stream) {
    float[][] rows = new float[size][dimension];
    for (int i = 0; i < size; i++) {
      Philox.stream(stream, "rows", i).fillNormal(rows[i]);
    }
    return Features.of(rows);
  }
}
