package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private final Features real = Reference.features("real");
  private final Features generated = Reference.features("generated");

  @Test
  void is_the_unbiased_estimate_that_numpy_finds() {
    assertThat(KernelDistance.of(real, generated))
        .isCloseTo(Reference.number("kernel"), within(1e-12));
    assertThat(KernelDistance.of(Reference.features("fewReal"), Reference.features("fewGenerated")))
        .isCloseTo(Reference.number("kernelFew"), within(1e-12));
  }

  @Test
  void does_not_depend_on_the_order_of_examples() {
    int[] order = Philox.stream(1, "order").permutation(real.getSize());
    assertThat(KernelDistance.of(real.select(order), generated))
        .isCloseTo(KernelDistance.of(real, generated), within(1e-12));
  }

  @Test
  void is_zero_on_average_for_equal_distributions_of_few_examples() {
    double[] distances = new double[400];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = KernelDistance.of(normal(6, 2 * i), normal(9, 2 * i + 1));
    }
    Estimate estimate = Estimate.of(distances);
    assertThat(estimate.getMean()).isCloseTo(0, within(3 * estimate.getStandardError()));
    assertThat(Arrays.stream(distances).min().getAsDouble()).isNegative();
  }

  @Test
  void subsets_of_everything_give_the_distance_itself() {
    Features same = generated.select(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Features others = real.select(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Estimate estimate = KernelDistance.inSubsets(others, same, 3, 10, 5);
    assertThat(estimate.getMean()).isCloseTo(KernelDistance.of(others, same), within(1e-12));
    assertThat(estimate.getStandardError()).isCloseTo(0, within(1e-12));
  }

  @Test
  void subsets_are_the_same_for_the_same_seed_only() {
    Estimate estimate = KernelDistance.inSubsets(real, generated, 50, 12, 5);
    assertThat(KernelDistance.inSubsets(real, generated, 50, 12, 5).getMean())
        .isEqualTo(estimate.getMean());
    assertThat(KernelDistance.inSubsets(real, generated, 50, 12, 6).getMean())
        .isNotEqualTo(estimate.getMean());
    assertThat(estimate.getMean())
        .isCloseTo(Reference.number("kernel"), within(4 * estimate.getStandardError()));
  }

  @Test
  void refuses_subsets_larger_than_a_set() {
    assertThatThrownBy(() -> KernelDistance.inSubsets(real, generated, 10, 1000, 1))
        .hasMessage(
            "kernel distance: there are 30 examples of 4 features, at least 1000 examples are"
                + " needed\n"
                + "    generate more examples");
    assertThatThrownBy(() -> KernelDistance.inSubsets(real, generated, 0, 10, 1))
        .hasMessage(
            "kernel distance: 0 subsets of 10 examples give no estimate\n"
                + "    use at least 1 subset of 2");
  }

  private static Features normal(int size, int stream) {
    float[][] rows = new float[size][3];
    for (int i = 0; i < size; i++) {
      Philox.stream(stream, "rows", i).fillNormal(rows[i]);
    }
    return Features.of(rows);
  }
}
