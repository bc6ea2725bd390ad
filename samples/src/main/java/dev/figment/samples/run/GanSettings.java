package dev.figment.samples.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a GAN, as it is kept in {@code config.json}.
 *
 * @param preset {@code dense}, {@code conv} or {@code residual}
 * @param hidden the widths of the dense preset's hidden layers, in the generator's order
 * @param width the channels of the other presets' layers, of conv's the one next to the image
 * @param latent the number of latent dimensions
 * @param loss the name of a loss, or null for the preset's own
 * @param regularizer what holds the critic, as {@link Regularizer} reads it
 * @param criticSteps critic updates in one step
 * @param generatorSteps generator updates in one step
 * @param pack how many examples the critic judges together
 * @param criticLr the critic's learning rate, or null for that of the training
 * @param labelSmoothing by how much less than certain the critic is to be of real examples
 * @param instanceNoise the standard deviation of noise on all that the critic sees
 * @param augment random changes of all that the critic sees: colour, translation, cutout
 * @param conditional how labels are used, as {@link dev.figment.model.Conditioning} names it
 */
public record GanSettings(
    String preset,
    List<Integer> hidden,
    int width,
    int latent,
    @Nullable String loss,
    String regularizer,
    int criticSteps,
    int generatorSteps,
    int pack,
    @Nullable Double criticLr,
    double labelSmoothing,
    double instanceNoise,
    List<String> augment,
    String conditional) {

  /** What holds for options that are not given. */
  public static final GanSettings DEFAULTS =
      new GanSettings(
          "conv", List.of(256, 512), 64, 64, null, "none", 1, 1, 1, null, 0, 0, List.of(), "none");
}
