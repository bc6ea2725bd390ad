package dev.figment.samples.cli;

import dev.figment.samples.run.VaeSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only VAEs have. Those that are not given keep what a base says. */
final class VaeOptions {
  @Option(
      names = "--preset",
      paramLabel = "dense|conv",
      description = "The kind of networks. Default: conv.")
  @Nullable Preset preset;

  @Option(
      names = "--hidden",
      paramLabel = "N[,N]",
      split = ",",
      converter = Converters.Count.class,
      description = "The hidden layers of the dense preset. Default: 400.")
  @Nullable List<Integer> hidden;

  @Option(
      names = "--width",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The channels of the conv preset's first layer. Default: 32.")
  @Nullable Integer width;

  @Option(
      names = "--latent",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The latent dimensions. Default: 16.")
  @Nullable Integer latent;

  @Option(
      names = "--likelihood",
      paramLabel = "L",
      converter = Converters.LikelihoodName.class,
      description =
          "bernoulli, gaussian, laplace or discretised-logistic; gaussian:0.1 and laplace:0.1 fix"
              + " the scale that is learned otherwise. Default: bernoulli.")
  @Nullable String likelihood;

  @Option(
      names = "--beta",
      paramLabel = "X",
      converter = Converters.NotNegative.class,
      description = "The weight of the KL term. Default: 1.")
  @Nullable Double beta;

  @Option(
      names = "--kl-warm-up",
      paramLabel = "STEPS",
      converter = Converters.Count.class,
      description = "Let that weight grow from 0 over so many steps.")
  @Nullable Integer klWarmUp;

  @Option(
      names = "--free-bits",
      paramLabel = "X",
      converter = Converters.NotNegative.class,
      description = "Nats that each latent dimension may carry freely. Default: 0.")
  @Nullable Double freeBits;

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      converter = Converters.Count.class,
      description =
          "Train on the importance-weighted bound of so many latents for each image. Default: 1,"
              + " the evidence lower bound.")
  @Nullable Integer importanceSamples;

  @Option(names = "--conditional", description = "Learn to make images of a given label.")
  @Nullable Boolean conditional;

  /** The networks that {@code --preset} knows. */
  enum Preset {
    DENSE,
    CONV
  }

  /** What was given, and for the rest a base. */
  VaeSettings over(VaeSettings base) {
    return new VaeSettings(
        preset == null ? base.preset() : preset.name().toLowerCase(Locale.ROOT),
        Given.or(hidden, base.hidden()),
        Given.or(width, base.width()),
        Given.or(latent, base.latent()),
        Given.or(likelihood, base.likelihood()),
        Given.or(beta, base.beta()),
        Given.or(klWarmUp, base.klWarmUp()),
        Given.or(freeBits, base.freeBits()),
        Given.or(importanceSamples, base.importanceSamples()),
        Given.or(conditional, base.conditional()));
  }
}
