package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.backend.ReferenceBackend;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trainings, with random numbers and updates, beside the reference's. */
abstract class TrainingConformance {
  /** Why the backend does not work here; null if it does. */
  abstract @Nullable String problem();

  abstract Backend open();

  @BeforeEach
  void only_where_the_backend_works() {
    assumeTrue(problem() == null, problem());
  }

  /** Images of noise in [0, 1]. */
  static Dataset noise(int examples, PixelRange range, int... shape) {
    Philox random = Philox.stream(1, "noise", 0);
    float[][] values = new float[examples][Shape.of(shape).getSize()];
    for (float[] example : values) {
      for (int i = 0; i < example.length; i++) {
        example[i] = random.nextFloat(range == PixelRange.SIGNED ? -1 : 0, 1);
      }
    }
    return Datasets.of(Shape.of(shape), range, values);
  }

  @Test
  void a_dense_vae_has_the_losses_of_the_reference_for_a_hundred_steps() {
    compare(Precision.FP32, 1e-4, vae(), PixelRange.UNIT, 100, 6);
  }

  @Test
  void a_wgan_gp_of_convolutions_has_the_losses_of_the_reference() {
    Gan gan =
        Gan.convolutional(Shape.of(2, 8, 8), PixelRange.SIGNED, 4)
            .latentSize(3)
            .loss(GanLoss.WASSERSTEIN)
            .penalty(CriticPenalty.gradientPenalty(10))
            .criticSteps(2)
            .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.9));
    compare(Precision.FP32, 1e-4, gan, PixelRange.SIGNED, 10, 8);
  }

  /** How near the terms stay to those in full, as a part of them. */
  @ParameterizedTest
  @CsvSource({"BF16, 2e-2", "FP16, 3e-3"})
  void a_dense_vae_in_16_bits_stays_near_the_losses_in_full(Precision precision, double near) {
    compare(precision, near, vae(), PixelRange.UNIT, 50, 6);
  }

  /** As near as the evidence lower bound: log-likelihoods of many latents are not rounded. */
  @ParameterizedTest
  @CsvSource({"FP32, 1e-4", "BF16, 2e-2", "FP16, 3e-3"})
  void an_importance_weighted_vae_stays_near_the_losses_in_full(Precision precision, double near) {
    compare(precision, near, vae().importanceSamples(5), PixelRange.UNIT, 50, 6);
  }

  @ParameterizedTest
  @CsvSource({"BF16, 5e-2", "FP16, 1e-2"})
  void a_dcgan_in_16_bits_stays_near_the_losses_in_full(Precision precision, double near) {
    Gan gan = Gan.convolutional(Shape.of(2, 8, 8), PixelRange.SIGNED, 8).latentSize(3);
    compare(precision, near, gan, PixelRange.SIGNED, 5, 8);
  }

  static Vae vae() {
    return Vae.dense(Shape.of(1, 6, 6), 24).latentSize(4);
  }

  private void compare(
      Precision precision, double near, Recipe<?> recipe, PixelRange range, int steps, int side) {
    compare(
        precision,
        near,
        recipe,
        noise(64, range, range == PixelRange.UNIT ? 1 : 2, side, side),
        16,
        steps);
  }

  final void compare(
      Precision precision, double near, Recipe<?> recipe, Dataset data, int batch, int steps) {
    List<Map<String, Double>> wanted =
        losses(new ReferenceBackend(), Precision.FP32, recipe, data, batch, steps);
    List<Map<String, Double>> found = losses(open(), precision, recipe, data, batch, steps);
    assertThat(wanted).hasSize(steps);
    assertThat(found).hasSizeBetween(steps, steps + 1); // Reports come one step late.
    for (int i = 0; i < steps; i++) {
      Map<String, Double> terms = found.get(i);
      wanted
          .get(i)
          .forEach(
              (name, value) ->
                  assertThat(terms.get(name))
                      .as(name)
                      .isCloseTo(value, Offset.offset(near * Math.max(1, Math.abs(value)))));
    }
  }

  /** The terms of every step. */
  static List<Map<String, Double>> losses(
      Backend backend, Precision precision, Recipe<?> recipe, Dataset data, int batch, int steps) {
    List<Map<String, Double>> all = new ArrayList<>();
    try (backend) {
      Trainer.on(backend)
          .batchSize(batch)
          .precision(precision)
          .epochs(1000)
          .seed(3)
          .onStep(report -> all.add(report.getTerms()))
          .stopWhen(() -> all.size() == steps)
          .train(recipe, data);
    }
    return all;
  }
}
