package dev.figment.samples.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a GAN, as it is kept in {@code config.json}.
 *
 * @param preset {@code dense} or {@code conv}
 * @param hidden the widths of the dense preset's hidden layers, in the generator's order
 * @param width the channels of the convolutional preset's layer next to the image
 * @param latent the number of latent dimensions
 * @param loss the name of a loss, such as {@code hinge}
 * @param regularizer what holds the critic's slope, as {@link Regularizer} reads it
 * @param criticSteps critic updates in one step
 * @param generatorSteps generator updates in one step
 * @param pack how many examples the critic judges together
 * @param criticLr the critic's learning rate, or null for that of the training
 * @param instanceNoise the standard deviation of noise on all that the critic sees
 */
public record GanSettings(
    String preset,
    List<Integer> hidden,
    int width,
    int latent,
    String loss,
    String regularizer,
    int criticSteps,
    int generatorSteps,
    int pack,
    @Nullable Double criticLr,
    double instanceNoise) {

  /** What holds for options that are not given. */
  public static final GanSettings DEFAULTS =
      new GanSettings(
          "conv", List.of(256, 512), 64, 64, "non-saturating", "none", 1, 1, 1, null, 0);
}
