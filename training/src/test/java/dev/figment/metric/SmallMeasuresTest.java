package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmallMeasuresTest {
  private final Features real = Reference.features("real");

  @Test
  void diversity_is_the_mean_pairwise_distance_of_scipy() {
    assertThat(Diversity.of(real, 1000, 1)).isCloseTo(Reference.number("diversity"), within(1e-13));
    assertThat(Diversity.of(real.select(2, 2, 2), 1000, 1)).isZero();
  }

  @Test
  void diversity_takes_a_subset_that_the_seed_decides() {
    double some = Diversity.of(real, 10, 1);
    assertThat(Diversity.of(real, 10, 1)).isEqualTo(some);
    assertThat(Diversity.of(real, 10, 2)).isNotEqualTo(some);
    assertThat(some).isCloseTo(Reference.number("diversity"), within(1.0));
  }

  @Test
  void diversity_refuses_one_example() {
    assertThatThrownBy(() -> Diversity.of(real.select(0), 10, 1))
        .hasMessage(
            "diversity: there are 1 examples of 4 features, at least 2 examples are needed\n"
                + "    generate more examples");
  }

  @Test
  void active_units_vary_above_a_hundredth() {
    double[] expected = Reference.array("variances");
    ActiveUnits units = ActiveUnits.of(real);
    for (int i = 0; i < 4; i++) {
      assertThat(units.getVariance(i)).isCloseTo(expected[i], within(1e-14));
    }
    assertThat(units).hasToString("4 of 4 units active");
    Features sleepy = Features.of(new double[][] {{0.05, 1, 0}, {-0.05, -1, 0}, {0.05, 1, 0}});
    ActiveUnits few = ActiveUnits.of(sleepy);
    assertThat(few.getCount()).isEqualTo(1);
    assertThat(few.isActive(1)).isTrue();
  }

  @Test
  void log_sum_exp_is_that_of_scipy() {
    assertThat(LogSumExp.of(Reference.array("logTerms")))
        .isCloseTo(Reference.number("logSumExp"), within(1e-12));
  }

  @Test
  void log_sum_exp_stands_infinities() {
    double minus = Double.NEGATIVE_INFINITY;
    assertThat(LogSumExp.of()).isEqualTo(minus);
    assertThat(LogSumExp.of(minus, minus)).isEqualTo(minus);
    assertThat(LogSumExp.of(minus, 3, minus)).isEqualTo(3);
    assertThat(LogSumExp.of(1, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(LogSumExp.of(1, Double.NaN)).isNaN();
    LogSumExp half = new LogSumExp();
    half.add(minus);
    half.add(-2000);
    assertThat(half.mean()).isCloseTo(-2000 - Math.log(2), within(1e-12));
  }

  @Test
  void estimate_has_the_standard_error_of_the_mean() {
    Estimate estimate = Estimate.of(1, 2, 3, 4);
    assertThat(estimate.getMean()).isEqualTo(2.5);
    assertThat(estimate.getStandardError()).isCloseTo(Math.sqrt(5.0 / 12), within(1e-15));
    assertThat(Estimate.of(7).getStandardError()).isZero();
    assertThatThrownBy(Estimate::of).hasMessage("a mean needs at least one number");
  }
}
