package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.NdArray;
import org.junit.jupiter.api.Test;

class ClosenessTest {
  private static NdArray array(double... values) {
    return NdArray.of(values, values.length);
  }

  private static void passes(NdArray actual, NdArray expected) {
    assertThatCode(() -> Closeness.check("y", actual, expected, 1e-3)).doesNotThrowAnyException();
  }

  private static void fails(NdArray actual, NdArray expected) {
    assertThatThrownBy(() -> Closeness.check("y", actual, expected, 1e-3))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("y: element ");
  }

  @Test
  void distances_are_judged_by_the_largest_number() {
    passes(array(100, 0.09), array(100, 0));
    fails(array(100, 0.11), array(100, 0));
    fails(array(1, 0.09), array(1, 0));
  }

  @Test
  void infinities_and_nan_must_be_the_same() {
    double infinity = Double.POSITIVE_INFINITY;
    passes(array(infinity, -infinity, Double.NaN, 1), array(infinity, -infinity, Double.NaN, 1));
    fails(array(1e30), array(infinity));
    fails(array(infinity), array(1e30));
    fails(array(infinity), array(-infinity));
    fails(array(Double.NaN), array(1));
    fails(array(1), array(Double.NaN));
    fails(array(infinity, 1), array(infinity, 2));
  }

  @Test
  void types_must_be_the_same() {
    assertThatThrownBy(() -> Closeness.check("y", array(1), array(1, 1), 1))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Closeness.same("y", NdArray.of(new float[1], 1), array(0)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void sameness_is_of_bits() {
    assertThatCode(() -> Closeness.same("y", array(Double.NaN, -0.0), array(Double.NaN, -0.0)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Closeness.same("y", array(0.0), array(-0.0)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("y: element 0 of f64[1] is 0.0, expected exactly -0.0");
  }
}
