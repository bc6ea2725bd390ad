package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.train.TinyData;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void mean_and_covariance_are_those_of_numpy() {
    Features features = Reference.features("real");
    assertThat(features.mean()).containsExactly(Reference.array("mean"), within(1e-14));
    double[][] expected = Reference.rows("covariance");
    double[][] covariance = features.covariance();
    for (int i = 0; i < 4; i++) {
      assertThat(covariance[i]).containsExactly(expected[i], within(1e-14));
    }
  }

  @Test
  void takes_rows_arrays_and_pixels() {
    assertThat(Features.of(new float[][] {{1, 2}, {3, 4}}).row(1)).containsExactly(3, 4);
    assertThat(Features.of(NdArray.of(new float[12], 3, 2, 2)))
        .hasToString("3 examples of 4 features");
    Features pixels = Features.pixels(TinyData.bars(5));
    assertThat(pixels).hasToString("5 examples of 16 features");
    assertThat(pixels.get(0, 0)).isEqualTo(1);
  }

  @Test
  void refuses_an_empty_array() {
    assertThatThrownBy(() -> Features.of(new double[0][]))
        .isInstanceOf(FigmentException.class)
        .hasMessage("features need at least one example and one number each, not 0 x 0");
    assertThatThrownBy(() -> Features.of(new float[2][0]))
        .hasMessage("features need at least one example and one number each, not 2 x 0");
  }

  @Test
  void refuses_rows_of_different_lengths() {
    assertThatThrownBy(() -> Features.of(new double[][] {{1, 2}, {3}}))
        .hasMessage(
            "example 1 has 1 features, the first one has 2\n"
                + "    all examples need the same number");
  }

  @Test
  void refuses_numbers_that_are_not_finite() {
    assertThatThrownBy(() -> Features.of(new double[][] {{1, 2}, {Double.NaN, 3}}))
        .hasMessage(
            "feature 0 of example 1 is NaN\n"
                + "    measures need finite numbers; look for a model that diverged");
  }

  @Test
  void refuses_the_covariance_of_one_example() {
    assertThatThrownBy(() -> Features.of(new double[][] {{1, 2}}).covariance())
        .hasMessage(
            "covariance: there are 1 examples of 2 features, at least 2 examples are needed\n"
                + "    generate more examples");
  }
}
