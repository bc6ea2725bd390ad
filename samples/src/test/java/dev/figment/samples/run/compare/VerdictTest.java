package dev.figment.samples.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static Comparison two(Comparison empty, Measure measure, double[] vae, double[] gan) {
    Comparison comparison = empty;
    for (double value : vae) {
      comparison = comparison.with("VAE", measure.key(), value);
    }
    for (double value : gan) {
      comparison = comparison.with("GAN", measure.key(), value);
    }
    return comparison;
  }

  private static Comparison three(Measure measure, double[] vae, double[] gan) {
    return two(Comparison.of(3, 0.99), measure, vae, gan);
  }

  private static Verdict.Sentence only(Comparison comparison, String need) {
    List<Verdict.Sentence> found =
        Verdict.of(comparison).stream().filter(s -> s.need().equals(need)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Measure measure(String key) {
    return Measure.all().stream().filter(m -> m.key().equals(key)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "likeness, frechet, 12, 30",
    "sharpness, sharpness, 0.98, 0.6",
    "sharpness, sharpness, 1.1, 1.5",
    "realism, precision, 0.8, 0.5",
    "coverage, coverage, 0.9, 0.4",
    "likelihood, test.bound, 95, 120",
    "reconstruction, reconstruction, 0.01, 0.03",
    "removing noise, restore.noise, 0.01, 0.03",
    "filling in, restore.half, 0.04, 0.09",
    "latent control, between, 0.7, 0.3",
    "stability, worsening, 1, 1.6",
    "training speed, train.imagesPerSecond, 4000, 900",
    "sampling speed, sample.imagesPerSecond, 9000, 3000",
    "size, sampler.kilobytes, 300, 900"
  })
  void swapping_the_numbers_swaps_the_verdict(String need, String key, double good, double bad) {
    double[] better = {good, good, good};
    double[] worse = {bad, bad, bad};
    Verdict.Sentence vae = only(three(measure(key), better, worse), need);
    assertThat(vae.choice()).isEqualTo("VAE");
    assertThat(vae.text()).contains("VAE " + dev.figment.report.Numbers.show(good));
    assertThat(only(three(measure(key), worse, better), need).choice()).isEqualTo("GAN");
    assertThat(only(three(measure(key), better, better), need).choice())
        .isEqualTo(Verdict.NO_WINNER);
  }

  @Test
  void a_sentence_is_made_of_its_numbers() {
    Verdict.Sentence sentence =
        only(
            three(Measure.COVERAGE, new double[] {0.5, 0.6, 0.7}, new double[] {0.9, 0.9, 0.9}),
            "coverage");
    assertThat(sentence.choice()).isEqualTo("GAN");
    assertThat(sentence.text())
        .isEqualTo(
            "The share of real images that have a sample near them (coverage): GAN 0.9000 +-"
                + " 0.0000, VAE 0.6000 +- 0.1000.");
  }

  @Test
  void a_difference_within_the_spread_gives_no_winner() {
    Verdict.Sentence sentence =
        only(
            three(Measure.FRECHET, new double[] {10, 14, 18}, new double[] {12, 18, 24}),
            "likeness");
    assertThat(sentence.choice()).isEqualTo("no clear winner");
    assertThat(sentence.text()).contains("differ by less than the spread tells apart");
  }

  @Test
  void one_seed_is_weak_evidence_and_must_show_a_larger_difference() {
    Comparison one = Comparison.of(1, 0.99);
    Verdict.Sentence clear =
        only(two(one, Measure.FRECHET, new double[] {10}, new double[] {20}), "likeness");
    assertThat(clear.choice()).isEqualTo("VAE");
    assertThat(clear.text()).endsWith("One seed: weak evidence.").doesNotContain("+-");
    Verdict.Sentence near =
        only(two(one, Measure.FRECHET, new double[] {10}, new double[] {10.9}), "likeness");
    assertThat(near.choice()).isEqualTo("no clear winner");
    assertThat(near.text()).contains("differ by less than a tenth");
    assertThat(
            only(
                    three(
                        Measure.FRECHET,
                        new double[] {10, 10, 10},
                        new double[] {10.9, 10.9, 10.9}),
                    "likeness")
                .choice())
        .isEqualTo("VAE");
  }

  @Test
  void shares_that_hardly_differ_give_no_winner() {
    Comparison small =
        three(
            Measure.PRECISION, new double[] {0.005, 0.005, 0.005}, new double[] {0.001, 0.001, 0});
    assertThat(only(small, "realism").choice()).isEqualTo("no clear winner");
  }

  @Test
  void models_that_cannot_be_told_apart_share_what_others_lack() {
    Comparison comparison =
        three(Measure.COVERAGE, new double[] {0.2, 0.2, 0.2}, new double[] {0.9, 0.88, 0.92});
    for (double value : new double[] {0.87, 0.91, 0.9}) {
      comparison = comparison.with("VAE-GAN", "coverage", value);
    }
    Verdict.Sentence sentence = only(comparison, "coverage");
    assertThat(sentence.choice()).isEqualTo("GAN or VAE-GAN");
    assertThat(sentence.text()).contains("GAN and VAE-GAN differ by less than the spread");
  }

  @Test
  void what_only_one_model_can_do_is_its() {
    Comparison comparison =
        three(Measure.SHARPNESS, new double[] {1, 1, 1}, new double[] {1, 1, 1})
            .with("VAE", "test.bound", 95)
            .with("VAE", "reconstruction", 0.01);
    assertThat(only(comparison, "likelihood").choice()).isEqualTo("VAE");
    assertThat(only(comparison, "likelihood").text()).endsWith("GAN cannot do it.");
    assertThat(only(comparison, "reconstruction").choice()).isEqualTo("VAE");
  }

  @Test
  void speeds_must_differ_by_a_quarter_as_machines_are_shared() {
    double[] fast = {1000, 1000, 1000};
    Comparison near = three(Measure.SAMPLE_SPEED, fast, new double[] {800, 800, 800});
    assertThat(only(near, "sampling speed").choice()).isEqualTo("no clear winner");
    assertThat(only(near, "sampling speed").text()).contains("differ by less than a quarter");
    Comparison far = three(Measure.SAMPLE_SPEED, fast, new double[] {700, 700, 700});
    assertThat(only(far, "sampling speed").choice()).isEqualTo("VAE");
  }

  @Test
  void three_models_alike_are_listed() {
    double[] same = {1, 1, 1};
    Comparison alike = three(Measure.WORSENING, same, same);
    for (double value : same) {
      alike = alike.with("VAE-GAN", "worsening", value);
    }
    assertThat(only(alike, "stability").text()).contains("VAE, GAN and VAE-GAN differ by less");
  }

  @Test
  void models_that_can_are_preferred_to_one_that_cannot() {
    double[] same = {0.01, 0.01, 0.01};
    Comparison comparison = three(Measure.SHARPNESS, same, same);
    for (double value : same) {
      comparison = comparison.with("VAE", "reconstruction", value);
      comparison = comparison.with("VAE-GAN", "reconstruction", value);
    }
    assertThat(only(comparison, "reconstruction").choice()).isEqualTo("VAE or VAE-GAN");
    assertThat(only(comparison, "reconstruction").text())
        .contains("VAE and VAE-GAN differ by less", "GAN cannot do it.");
  }

  @Test
  void a_model_that_diverged_each_time_is_not_said_to_be_unable() {
    Comparison comparison =
        Comparison.of(1, 0.99).with("VAE", "coverage", 0.5).with("GAN", "failed", 1);
    assertThat(only(comparison, "coverage").choice()).isEqualTo("VAE");
    assertThat(only(comparison, "coverage").text()).endsWith("GAN diverged.");
  }

  @Test
  void weak_features_are_not_judged_by_but_pixels_are() {
    Comparison weak = Comparison.of(3, 0.31);
    double[] good = {1, 1, 1};
    double[] bad = {3, 3, 3};
    for (Measure measure : List.of(Measure.FRECHET, Measure.COVERAGE, Measure.PRECISION)) {
      Verdict.Sentence sentence = Verdict.of(two(weak, measure, good, bad)).get(0);
      assertThat(sentence.choice()).isEqualTo("cannot be judged");
      assertThat(sentence.text()).contains("its skill is 0.31", "VAE 1.000 +- 0.000");
    }
    assertThat(only(two(weak, Measure.BETWEEN, good, bad), "latent control").choice())
        .isEqualTo("cannot be judged");
    assertThat(only(two(weak, Measure.WORSENING, good, bad), "stability").choice())
        .isEqualTo("cannot be judged");
    assertThat(only(two(weak, Measure.SHARPNESS, good, bad), "sharpness").choice())
        .isEqualTo("VAE");
  }

  @Test
  void an_extractor_of_unknown_skill_is_trusted() {
    Comparison own = Comparison.of(3, Double.NaN);
    double[] good = {1, 1, 1};
    assertThat(only(two(own, Measure.FRECHET, good, new double[] {3, 3, 3}), "likeness").choice())
        .isEqualTo("VAE");
  }

  @Test
  void trainings_that_diverged_are_told() {
    Comparison comparison =
        three(Measure.WORSENING, new double[] {1, 1, 1}, new double[] {1.5, 1.5})
            .with("VAE", "failed", 0)
            .with("VAE", "failed", 0)
            .with("VAE", "failed", 0)
            .with("GAN", "failed", 0)
            .with("GAN", "failed", 0)
            .with("GAN", "failed", 1);
    Verdict.Sentence sentence = only(comparison, "stability");
    assertThat(sentence.choice()).isEqualTo("VAE");
    assertThat(sentence.text()).endsWith(" 33.33 % of the trainings of GAN diverged.");
  }

  @Test
  void every_measure_has_a_key_of_its_own() {
    assertThat(Measure.all()).extracting(Measure::key).doesNotHaveDuplicates().hasSize(33);
  }
}
