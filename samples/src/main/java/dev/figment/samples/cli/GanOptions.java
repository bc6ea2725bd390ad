package dev.figment.samples.cli;

import dev.figment.samples.run.GanSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only GANs have. Those that are not given keep what a base says. */
final class GanOptions extends CriticOptions {
  @Option(
      names = "--preset",
      paramLabel = "dense|conv|residual",
      description =
          "The kind of networks. conv is a DCGAN; residual holds its critic by spectral"
              + " normalisation. Default: conv.")
  @Nullable Preset preset;

  @Option(
      names = "--hidden",
      paramLabel = "N[,N]",
      split = ",",
      converter = Converters.Count.class,
      description =
          "The hidden layers of the dense preset's generator, in reverse those of the critic."
              + " Default: 256,512.")
  @Nullable List<Integer> hidden;

  @Option(
      names = "--width",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "The channels of conv's layer next to the image, and of all of residual's. Default: 64.")
  @Nullable Integer width;

  @Option(
      names = "--latent",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The latent dimensions. Default: 64.")
  @Nullable Integer latent;

  @Option(
      names = "--critic-steps",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Critic updates in one step. Default: 1.")
  @Nullable Integer criticSteps;

  @Option(
      names = "--generator-steps",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Generator updates in one step. Default: 1.")
  @Nullable Integer generatorSteps;

  @Option(
      names = "--pack",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Let the critic judge N examples together, against collapse. Default: 1.")
  @Nullable Integer pack;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      converter = Converters.Decay.class,
      description =
          "How much less than certain the critic is to be of real images, such as 0.1. Default: 0.")
  @Nullable Double labelSmoothing;

  @Option(
      names = "--instance-noise",
      paramLabel = "X",
      converter = Converters.NotNegative.class,
      description = "The standard deviation of noise on all that the critic sees. Default: 0.")
  @Nullable Double instanceNoise;

  @Option(
      names = "--augment",
      paramLabel = "A[,A]",
      split = ",",
      converter = Converters.AugmentationName.class,
      description =
          "Change all that the critic sees at random, for small data: colour, translation, cutout."
              + " Default: nothing.")
  @Nullable List<String> augment;

  @Option(
      names = "--conditional",
      paramLabel = "C",
      converter = Converters.ConditioningName.class,
      description =
          "Learn to make images of a given label: concatenation, projection, auxiliary-classifier"
              + " or none. Default: none.")
  @Nullable String conditional;

  /** The networks that {@code --preset} knows. */
  enum Preset {
    DENSE,
    CONV,
    RESIDUAL
  }

  /** What was given, and for the rest a base. */
  GanSettings over(GanSettings base) {
    return new GanSettings(
        preset == null ? base.preset() : preset.name().toLowerCase(Locale.ROOT),
        Given.or(hidden, base.hidden()),
        Given.or(width, base.width()),
        Given.or(latent, base.latent()),
        Given.orMaybe(loss, base.loss()),
        Given.or(regularizer, base.regularizer()),
        Given.or(criticSteps, base.criticSteps()),
        Given.or(generatorSteps, base.generatorSteps()),
        Given.or(pack, base.pack()),
        Given.orMaybe(criticLr, base.criticLr()),
        Given.or(labelSmoothing, base.labelSmoothing()),
        Given.or(instanceNoise, base.instanceNoise()),
        Given.or(augment, base.augment()),
        Given.or(conditional, base.conditional()));
  }
}
