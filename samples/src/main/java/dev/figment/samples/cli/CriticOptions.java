package dev.figment.samples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every kind of model that has a critic. */
abstract class CriticOptions {
  @Option(
      names = "--loss",
      paramLabel = "L",
      converter = Converters.GanLossName.class,
      description =
          "non-saturating, minimax, least-squares, hinge or wasserstein. Default: hinge for the"
              + " preset residual, else non-saturating.")
  @Nullable String loss;

  @Option(
      names = "--regularizer",
      paramLabel = "R",
      converter = Converters.RegularizerText.class,
      description =
          "What holds the critic: none, gradient-penalty:W, dragan:W, r1:W, r2:W, consistency:W or,"
              + " for a GAN, clip:W, W being the weight; :every=K behind that is for every K-th"
              + " step only. Default: none.")
  @Nullable String regularizer;

  @Option(
      names = "--critic-lr",
      paramLabel = "X",
      converter = Converters.Positive.class,
      description = "The critic's learning rate. Default: 0.0002, for a GAN that of --lr.")
  @Nullable Double criticLr;
}
