package dev.figment.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErfTest {
  /** Values of Abramowitz and Stegun's table, to more digits. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e-10, 1.1283791670955126e-10",
    "0.1, 0.1124629160182849",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "2, 0.9953222650189527",
    "2.5, 0.9995930479825550",
    "3, 0.9999779095030014",
    "4, 0.9999999845827421",
    "7, 1"
  })
  void agrees_with_tables(double x, double expected) {
    assertThat(Erf.erf(x)).isCloseTo(expected, within(1e-13));
    assertThat(Erf.erf(-x)).isCloseTo(-expected, within(1e-13));
  }

  @Test
  void has_no_step_where_the_method_changes() {
    assertThat(Erf.erf(2.5 + 1e-12) - Erf.erf(2.5 - 1e-12)).isCloseTo(0, within(1e-13));
    assertThat(Erf.erf(6 + 1e-12) - Erf.erf(6 - 1e-12)).isCloseTo(0, within(1e-15));
  }

  @Test
  void is_defined_everywhere() {
    assertThat(Erf.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Erf.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Erf.erf(Double.NaN)).isNaN();
    assertThat(Erf.erf(Double.MIN_VALUE)).isNotNegative();
  }
}
