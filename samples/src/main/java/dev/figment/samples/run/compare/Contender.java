package dev.figment.samples.run.compare;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.graph.Variable;
import dev.figment.loss.Likelihood;
import dev.figment.model.Gan;
import dev.figment.model.TrainedModel;
import dev.figment.model.Vae;
import dev.figment.model.VaeGan;
import dev.figment.optim.Adam;
import dev.figment.train.DataSpec;
import dev.figment.train.Phase;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of model that takes part in a comparison, as a preset of about the size of the others.
 *
 * @param key in files, for example {@code vae}
 * @param title for people, for example {@code VAE}
 * @param range in which it takes pixels
 * @param batch the most examples in one batch
 * @param average the decay of its averaged weights; 0 for none
 * @param recipe for examples of a shape
 */
record Contender(
    String key,
    String title,
    PixelRange range,
    int batch,
    double average,
    Function<Shape, Recipe<? extends TrainedModel>> recipe) {
  /** Channels of the first convolution of each. */
  private static final int WIDTH = 32;

  /**
   * Units of a VAE's dense layers, with which it has about as many weights as a GAN of the same
   * width.
   */
  private static final int HIDDEN = 32;

  /** Those that there are. */
  static List<Contender> all() {
    return List.of(
        new Contender("vae", "VAE", PixelRange.UNIT, 128, 0, Contender::vae),
        new Contender("gan", "GAN", PixelRange.SIGNED, 64, 0.998, Contender::gan),
        new Contender("vae-gan", "VAE-GAN", PixelRange.UNIT, 64, 0.998, Contender::vaeGan));
  }

  private static Vae vae(Shape example) {
    return Vae.convolutional(example, WIDTH, HIDDEN)
        .latentSize(16)
        .likelihood(likelihood(example))
        .optimizer(Adam.learningRate(1e-3));
  }

  private static Gan gan(Shape example) {
    return Gan.convolutional(example, PixelRange.SIGNED, WIDTH)
        .latentSize(64)
        .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.999));
  }

  private static VaeGan vaeGan(Shape example) {
    return VaeGan.convolutional(example, WIDTH, HIDDEN)
        .vae(
            vae ->
                vae.latentSize(16)
                    .likelihood(likelihood(example))
                    .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.999)));
  }

  private static Likelihood likelihood(Shape example) {
    return example.dim(0) == 1 ? Likelihood.BERNOULLI : Likelihood.GAUSSIAN;
  }

  Recipe<? extends TrainedModel> recipe(Dataset data) {
    return recipe.apply(data.getExampleShape());
  }

  /** Examples in one batch of this data, of which there may be few. */
  int batch(Dataset data) {
    return Math.min(batch, data.getSize());
  }

  /** A trainer that goes on for as long as it is let. */
  Trainer trainer(Backend backend, Dataset data, long seed) {
    Trainer trainer =
        Trainer.on(backend).batchSize(batch(data)).epochs(Integer.MAX_VALUE).seed(seed);
    return average > 0 ? trainer.averageWeights(average) : trainer;
  }

  /** The number of weights that training learns, of all networks. */
  long weights(Dataset data) {
    Set<Variable> weights = new LinkedHashSet<>();
    for (Phase phase : recipe(data).bind(DataSpec.of(data.scaledTo(range))).getPhases()) {
      weights.addAll(phase.getWeights());
    }
    return weights.stream().mapToLong(weight -> weight.getType().getShape().getSize()).sum();
  }
}
