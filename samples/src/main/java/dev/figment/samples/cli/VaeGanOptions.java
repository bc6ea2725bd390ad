package dev.figment.samples.cli;

import dev.figment.samples.run.VaeGanSettings;
import dev.figment.samples.run.VaeSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a VAE-GAN's critic. Those that are not given keep what a base says. */
final class VaeGanOptions extends CriticOptions {
  @Option(
      names = "--reconstruction-weight",
      paramLabel = "X",
      converter = Converters.NotNegative.class,
      description =
          "How much reconstruction counts for the decoder against the critic: more makes truer"
              + " reconstructions, less makes better samples. Default: 0.1.")
  @Nullable Double reconstructionWeight;

  @Option(
      names = "--pixel-weight",
      paramLabel = "X",
      converter = Converters.NotNegative.class,
      description =
          "How much the likelihood of pixels counts beside the critic's features. Default: 0.")
  @Nullable Double pixelWeight;

  /** What was given, with an autoencoder, and for the rest a base. */
  VaeGanSettings over(VaeGanSettings base, VaeSettings vae) {
    return new VaeGanSettings(
        vae,
        Given.or(loss, base.loss()),
        Given.or(regularizer, base.regularizer()),
        Given.orMaybe(criticLr, base.criticLr()),
        Given.or(reconstructionWeight, base.reconstructionWeight()),
        Given.or(pixelWeight, base.pixelWeight()));
  }
}
