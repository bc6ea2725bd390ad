package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifoldsTest {
  private final Features real = Reference.features("real");
  private final Features generated = Reference.features("generated");

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void shares_are_those_of_numpy(int neighbours) {
    String group = "manifolds" + neighbours;
    PrecisionRecall shares = PrecisionRecall.of(real, generated, neighbours);
    assertThat(shares.getPrecision())
        .isCloseTo(Reference.number(group, "precision"), within(1e-15));
    assertThat(shares.getRecall()).isCloseTo(Reference.number(group, "recall"), within(1e-15));
    DensityCoverage cover = DensityCoverage.of(real, generated, neighbours);
    assertThat(cover.getDensity()).isCloseTo(Reference.number(group, "density"), within(1e-15));
    assertThat(cover.getCoverage()).isCloseTo(Reference.number(group, "coverage"), within(1e-15));
  }

  @Test
  void everything_is_one_for_identical_sets() {
    assertThat(PrecisionRecall.of(real, real)).hasToString("precision 1.000, recall 1.000");
    assertThat(DensityCoverage.of(real, real)).hasToString("density 1.000, coverage 1.000");
  }

  @Test
  void everything_is_zero_for_sets_far_apart() {
    double[][] away = Reference.rows("generated");
    for (double[] row : away) {
      row[0] += 1000;
    }
    Features far = Features.of(away);
    assertThat(PrecisionRecall.of(real, far)).hasToString("precision 0.000, recall 0.000");
    assertThat(DensityCoverage.of(real, far)).hasToString("density 0.000, coverage 0.000");
  }

  @Test
  void one_good_example_repeated_is_precise_and_covers_little() {
    Features collapsed = real.select(4, 4, 4, 4, 4, 4, 4, 4);
    PrecisionRecall shares = PrecisionRecall.of(real, collapsed);
    assertThat(shares.getPrecision()).isEqualTo(1);
    assertThat(shares.getRecall()).isCloseTo(1 / 30.0, within(1e-15));
    assertThat(DensityCoverage.of(real, collapsed).getCoverage()).isLessThan(0.4);
  }

  @Test
  void nothing_depends_on_the_order_of_examples() {
    Features shuffled = real.select(Philox.stream(1, "order").permutation(real.getSize()));
    assertThat(PrecisionRecall.of(shuffled, generated))
        .hasToString(PrecisionRecall.of(real, generated).toString());
    assertThat(DensityCoverage.of(shuffled, generated))
        .hasToString(DensityCoverage.of(real, generated).toString());
  }

  @Test
  void refuses_fewer_examples_than_neighbours() {
    assertThatThrownBy(() -> PrecisionRecall.of(real.select(0, 1, 2), generated))
        .hasMessage(
            "precision and recall: there are 3 examples of 4 features, at least 4 examples are"
                + " needed\n"
                + "    generate more examples");
    assertThatThrownBy(() -> DensityCoverage.of(real, generated, 0))
        .hasMessage(
            "density and coverage: 0 neighbours span no ball\n"
                + "    use at least 1, usually 3 or 5");
    assertThatThrownBy(() -> DensityCoverage.of(real, Reference.features("fewReal")))
        .hasMessage(
            "density and coverage: the real features have 4 dimensions, the generated ones 6\n"
                + "    take both from the same extractor");
  }
}
