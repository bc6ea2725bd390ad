package dev.figment.samples.cli;

import dev.figment.samples.run.VaeSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a VAE's training. Those that are not given keep what a base says. */
final class VaeOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "glyphs (digits drawn by this program), a folder with MNIST's four files, an IDX file, a"
              + " folder or a zip of images. Default: glyphs.")
  @Nullable String data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Train with the first N examples only.")
  @Nullable Integer limit;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description = "Bring images of a folder or zip to this size, such as 32 or 32x48.")
  @Nullable String size;

  @Option(names = "--grey", description = "Read images of a folder or zip without colour.")
  @Nullable Boolean grey;

  @Option(names = "--skip-unreadable", description = "Leave out damaged images, and list them.")
  @Nullable Boolean skipUnreadable;

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
      names = "--epochs",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How often the data is gone through. Default: 10.")
  @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Examples in one batch. Default: 128.")
  @Nullable Integer batch;

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = Converters.Positive.class,
      description = "Adam's learning rate. Default: 0.001.")
  @Nullable Double lr;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where all randomness comes from. Default: 1.")
  @Nullable Long seed;

  /** The networks that {@code --preset} knows. */
  enum Preset {
    DENSE,
    CONV
  }

  /** What was given, and for the rest a base. */
  VaeSettings over(VaeSettings base, ComputeOptions compute) {
    return new VaeSettings(
        or(data, base.data()),
        limit == null ? base.limit() : limit,
        size == null ? base.size() : size,
        or(grey, base.grey()),
        or(skipUnreadable, base.skipUnreadable()),
        preset == null ? base.preset() : preset == Preset.DENSE ? "dense" : "conv",
        or(hidden, base.hidden()),
        or(width, base.width()),
        or(latent, base.latent()),
        or(likelihood, base.likelihood()),
        or(beta, base.beta()),
        or(klWarmUp, base.klWarmUp()),
        or(freeBits, base.freeBits()),
        or(epochs, base.epochs()),
        or(batch, base.batch()),
        or(lr, base.lr()),
        or(seed, base.seed()),
        or(compute.threads, base.threads()),
        or(compute.backend, base.backend()));
  }

  private static <T> T or(@Nullable T given, T base) {
    return given == null ? base : given;
  }
}
