package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GradientTest {
  @TestFactory
  Stream<DynamicTest> gradients_are_what_differences_say() {
    return checks(1);
  }

  @TestFactory
  Stream<DynamicTest> gradients_of_gradients_are_what_differences_say() {
    return checks(2);
  }

  private static Stream<DynamicTest> checks(int order) {
    return OpCases.all().stream()
        .filter(row -> row.getOrder() >= order && row.getUnchecked() == null)
        .map(row -> DynamicTest.dynamicTest(row.getName(), () -> GradientCheck.check(row, order)));
  }

  @Test
  void the_check_finds_a_gradient_that_is_missing() {
    OpCase wrong =
        OpCase.of(
            "wrong",
            in -> {
              Tensor x = in.away(3);
              return x.times(x.detach());
            });
    assertThatThrownBy(() -> GradientCheck.check(wrong, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wrong, input 0: the gradient along direction 0 of 3 is");
  }

  @Test
  void the_check_finds_a_second_gradient_that_is_missing() {
    OpCase wrong =
        OpCase.of(
            "wrong",
            in -> {
              Tensor x = in.away(40);
              return x.times(x.square().detach()).plus(x.detach());
            });
    assertThatThrownBy(() -> GradientCheck.check(wrong, 2)).isInstanceOf(AssertionError.class);
  }
}
