package dev.figment.samples.run.bench;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import dev.figment.train.Recipe;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A standard model whose training steps are measured: recipe, images, batch. */
public final class BenchPreset {
  private static final Shape DIGIT = Shape.of(1, 28, 28);
  private static final Shape COLOUR = Shape.of(3, 64, 64);

  private static final List<BenchPreset> ALL =
      List.of(
          // The classic 784-400-20-400-784.
          new BenchPreset(
              "dense-vae",
              DIGIT,
              PixelRange.UNIT,
              128,
              1,
              () -> Vae.dense(DIGIT, 400).latentSize(20)),
          // Four halvings from 32 channels on, a dense layer of 256 units, and back.
          new BenchPreset(
              "conv-vae-64",
              COLOUR,
              PixelRange.UNIT,
              128,
              1,
              () -> Vae.convolutional(COLOUR, 32).latentSize(64)),
          // Radford et al. 2016.
          new BenchPreset(
              "dcgan-64", COLOUR, PixelRange.SIGNED, 128, 1, () -> dcgan().latentSize(100)),
          // The same networks, with layer norm in the critic, as trained by Gulrajani et al. 2017.
          new BenchPreset(
              "wgan-gp-64",
              COLOUR,
              PixelRange.SIGNED,
              64,
              5,
              () ->
                  dcgan()
                      .latentSize(128)
                      .loss(GanLoss.WASSERSTEIN)
                      .penalty(CriticPenalty.gradientPenalty(10))
                      .criticSteps(5)
                      .optimizer(Adam.learningRate(1e-4).betas(0, 0.9))));

  private final String text;
  private final Shape example;
  private final PixelRange range;
  private final int batch;
  private final int batchesPerStep;
  private final Supplier<Recipe<?>> recipe;

  private BenchPreset(
      String text,
      Shape example,
      PixelRange range,
      int batch,
      int batchesPerStep,
      Supplier<Recipe<?>> recipe) {
    this.text = text;
    this.example = example;
    this.range = range;
    this.batch = batch;
    this.batchesPerStep = batchesPerStep;
    this.recipe = recipe;
  }

  private static Gan dcgan() {
    return Gan.convolutional(COLOUR, PixelRange.SIGNED, 64);
  }

  /** All of them, the smallest first. */
  public static List<BenchPreset> all() {
    return ALL;
  }

  /**
   * The preset of a name.
   *
   * @throws FigmentException if there is none, naming those that there are
   */
  public static BenchPreset named(String name) {
    for (BenchPreset preset : ALL) {
      if (preset.text.equals(name)) {
        return preset;
      }
    }
    throw new FigmentException(
        "there is no preset '" + name + "'",
        "there are " + ALL.stream().map(BenchPreset::text).collect(Collectors.joining(", ")));
  }

  /** For example {@code dcgan-64}. */
  public String text() {
    return text;
  }

  Shape example() {
    return example;
  }

  PixelRange range() {
    return range;
  }

  /** Images in a batch. */
  int batch() {
    return batch;
  }

  /** The batches of data that a step takes: of a GAN, the updates of its critic. */
  int batchesPerStep() {
    return batchesPerStep;
  }

  Recipe<?> recipe() {
    return recipe.get();
  }
}
