package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelMeasuresTest {
  @Test
  void classifier_score_is_that_of_scipy() {
    assertThat(ClassifierScore.of(Reference.features("probabilities")))
        .isCloseTo(Reference.number("classifierScore"), within(1e-12));
  }

  @Test
  void classifier_score_goes_from_one_to_the_number_of_classes() {
    Features same = Features.of(new double[][] {{0.2, 0.8, 0}, {0.2, 0.8, 0}});
    assertThat(ClassifierScore.of(same)).isCloseTo(1, within(1e-15));
    Features certain = Features.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    assertThat(ClassifierScore.of(certain)).isCloseTo(3, within(1e-14));
  }

  @Test
  void classifier_score_refuses_logits() {
    assertThatThrownBy(() -> ClassifierScore.of(Features.of(new double[][] {{0.5, 0.5}, {3, -1}})))
        .hasMessage(
            "classifier score: example 1 has the probability -1.0\n"
                + "    give probabilities, not logits: apply softmax first");
    assertThatThrownBy(() -> ClassifierScore.of(Features.of(new double[][] {{0.5, 2.5}})))
        .hasMessage(
            "classifier score: the probabilities of example 0 add up to 3.0\n"
                + "    give probabilities, not logits: apply softmax first");
  }

  @Test
  void mode_count_and_divergence_are_those_of_scipy() {
    ModeCount modes = ModeCount.of(Reference.integers("labels"), 6);
    assertThat(modes.getFound()).isEqualTo(4);
    assertThat(modes.getKlToUniform()).isCloseTo(Reference.number("klToUniform"), within(1e-14));
    assertThat(modes).hasToString("4 of 6 modes, KL to uniform 0.512 nats");
    assertThat(modes.getCount(5)).isEqualTo(4);
  }

  @Test
  void one_mode_of_many_diverges_by_the_logarithm_of_their_number() {
    assertThat(ModeCount.of(new int[] {7, 7, 7}, 10).getKlToUniform())
        .isCloseTo(Math.log(10), within(1e-15));
    assertThat(ModeCount.of(new int[] {0, 1, 2}, 3).getKlToUniform()).isEqualTo(0);
  }

  @Test
  void stacked_labels_count_as_combinations() {
    ModeCount modes =
        ModeCount.stacked(10, new int[] {1, 1, 9}, new int[] {2, 2, 9}, new int[] {3, 4, 9});
    assertThat(modes.getModes()).isEqualTo(1000);
    assertThat(modes.getFound()).isEqualTo(3);
    assertThat(modes.getCount(123)).isEqualTo(1);
    assertThat(modes.getCount(999)).isEqualTo(1);
  }

  @Test
  void mode_count_refuses_labels_that_do_not_fit() {
    assertThatThrownBy(() -> ModeCount.of(new int[0], 10))
        .hasMessage("mode count: there are no labels to count\n    generate some examples");
    assertThatThrownBy(() -> ModeCount.of(new int[] {3, 10}, 10))
        .hasMessage(
            "mode count: example 1 has the label 10, but there are 10 modes\n"
                + "    labels count from 0 to below the number of modes");
    assertThatThrownBy(() -> ModeCount.stacked(10, new int[] {1, 2}, new int[] {1}))
        .hasMessage(
            "mode count: one part has 1 labels, another one 2\n"
                + "    each example needs a label for each of its parts");
  }
}
