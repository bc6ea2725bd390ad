package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.cuda.driver.Gpu;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trainings whose steps are recorded with branches, and without. */
abstract class BranchesConformance {
  private static final Shape DIGIT = Shape.of(1, 8, 8);

  abstract Gpu gpu(boolean branches);

  private static Dataset data(PixelRange range) {
    float[][] examples = new float[16][DIGIT.getSize()];
    for (int i = 0; i < examples.length; i++) {
      for (int j = 0; j < examples[i].length; j++) {
        examples[i][j] = (i * 31 + j * 17) % 97 / 97f;
      }
    }
    return Datasets.of(DIGIT, range, examples);
  }

  /** The terms of some steps. */
  private List<Map<String, Double>> terms(Recipe<?> recipe, PixelRange range, boolean branches) {
    List<Map<String, Double>> terms = new ArrayList<>();
    try (Backend backend = new CudaBackend(gpu(branches))) {
      Trainer.on(backend)
          .batchSize(8)
          .epochs(3)
          .onStep(report -> terms.add(report.getTerms()))
          .train(recipe, data(range));
    }
    return terms;
  }

  private void are_the_same(Recipe<?> recipe, PixelRange range) {
    List<Map<String, Double>> terms = terms(recipe, range, true);
    assertThat(terms).hasSize(6).isEqualTo(terms(recipe, range, false));
  }

  @Test
  void a_vae_is_trained_to_the_same_bits() {
    are_the_same(Vae.dense(DIGIT, 24), PixelRange.UNIT);
  }

  @Test
  void a_gan_with_a_gradient_penalty_is_trained_to_the_same_bits() {
    Gan gan =
        Gan.convolutional(DIGIT, PixelRange.SIGNED, 4)
            .loss(GanLoss.WASSERSTEIN)
            .penalty(CriticPenalty.gradientPenalty(10));
    are_the_same(gan, PixelRange.SIGNED);
  }
}
