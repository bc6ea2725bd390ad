package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.data.Dataset;
import dev.figment.metric.Diversity;
import dev.figment.metric.Features;
import dev.figment.train.Health;
import dev.figment.train.Training;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a generator still makes different images, and whether the critic has won: two ways in
 * which GANs go wrong that no loss shows.
 */
final class GanHealth {
  /** How many images are looked at. */
  private static final int IMAGES = 64;

  /** Below this share of the real images' diversity, the generator is said to collapse. */
  private static final double LEAST_DIVERSITY = 0.3;

  /** With this much between the probabilities of real and generated ones, the critic has won. */
  private static final double SURE = 0.98;

  private final ModelFunction generator;
  private final int latentSize;
  private final boolean logistic;
  private @Nullable Double real;

  GanHealth(ModelFunction generator, int latentSize, boolean logistic) {
    this.generator = generator;
    this.latentSize = latentSize;
    this.logistic = logistic;
  }

  /**
   * From the diversity of new images.
   *
   * @param onReal what the critic said of real examples, on average
   * @param onFake what it said of generated ones
   */
  Health of(Training training, double onReal, double onFake) {
    double diversity = generated(training) / real(training);
    double sureness = onReal - onFake;
    return Health.UNKNOWN
        .number("diversity", diversity)
        .warningIf(
            diversity < LEAST_DIVERSITY,
            String.format(
                Locale.ROOT,
                "mode collapse: generated images differ by %.0f %% of what real ones do;"
                    + " try packs, a gradient penalty, or a slower critic",
                100 * diversity))
        .warningIf(
            logistic && sureness > SURE,
            String.format(
                Locale.ROOT,
                "the critic has won: it tells %.1f %% of images for certain, and its gradients"
                    + " vanish; try a gradient penalty, noise on what it sees, or a slower critic",
                100 * sureness));
  }

  private double generated(Training training) {
    NdArray latents = Latents.normal(IMAGES, latentSize, training.getSeed());
    NdArray labels = OnnxExport.inTurn(IMAGES, generator.getLabelNames().size());
    NdArray images = generator.runForOne(training.getBackend(), generator.inputs(latents, labels));
    return Diversity.of(Features.of(images), IMAGES, 1);
  }

  /** The diversity of real images, spread over the data, which may be sorted; measured once. */
  private double real(Training training) {
    Double known = real;
    if (known == null) {
      Dataset data = training.getData();
      int count = Math.min(IMAGES, data.getSize());
      float[][] images = new float[count][data.getExampleShape().getSize()];
      for (int i = 0; i < count; i++) {
        data.read((int) ((long) i * data.getSize() / count), images[i], 0);
      }
      known = count < 2 ? 1 : Math.max(1e-12, Diversity.of(Features.of(images), count, 1));
      real = known;
    }
    return known;
  }
}
