package dev.figment.samples.cli;

import dev.figment.Precision;
import dev.figment.samples.run.TrainingSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for training a model of any kind. Those not given keep what a base says. */
final class TrainingOptions {
  private static final double SECONDS = 60;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How often the data is gone through. Default: 10 for a VAE, else 25; with --minutes"
              + " as often as the time allows.")
  @Nullable Integer epochs;

  @Option(
      names = "--minutes",
      paramLabel = "X",
      converter = Converters.Positive.class,
      description =
          "Stop training after this time, and finish with what has been learned; the result then"
              + " depends on the machine.")
  @Nullable Double minutes;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Examples in one batch. Default: 128 for a VAE, else 64.")
  @Nullable Integer batch;

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = Converters.Positive.class,
      description = "Adam's learning rate. Default: 0.0002 for a GAN, else 0.001.")
  @Nullable Double lr;

  @Option(
      names = "--average",
      paramLabel = "X",
      converter = Converters.Decay.class,
      description =
          "Use a moving average of the weights for all but training, of which each step keeps this"
              + " share; 0 for none. Default: 0 for a VAE, else 0.999.")
  @Nullable Double average;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where all randomness comes from. Default: 1.")
  @Nullable Long seed;

  @Mixin PrecisionOption precision = new PrecisionOption();

  /** What was given, and for the rest a base. */
  TrainingSettings over(TrainingSettings base, ComputeOptions compute) {
    return compute.over(
        new TrainingSettings(
            epochs == null && minutes != null ? null : Given.orMaybe(epochs, base.epochs()),
            Given.or(batch, base.batch()),
            Given.or(lr, base.lr()),
            Given.or(average, base.average()),
            Given.or(seed, base.seed()),
            base.threads(),
            base.backend(),
            precision.or(Precision.named(base.precision())).toString()));
  }

  /** The time that was given, if any. */
  @Nullable Duration limit() {
    return minutes == null ? null : Duration.ofMillis(Math.round(minutes * SECONDS * 1000));
  }
}
