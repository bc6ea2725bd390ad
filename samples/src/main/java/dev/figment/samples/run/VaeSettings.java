package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.loss.Likelihood;
import java.util.List;

/**
 * What makes a VAE, as it is kept in {@code config.json}.
 *
 * @param preset {@code dense} or {@code conv}
 * @param hidden the widths of the dense preset's hidden layers
 * @param width the channels of the convolutional preset's first layer
 * @param latent the number of latent dimensions
 * @param likelihood a name, for {@code gaussian} and {@code laplace} with {@code :SCALE} if fixed
 * @param beta the weight of the KL term
 * @param klWarmUp the steps over which that weight grows from 0
 * @param freeBits nats that each latent dimension may carry freely
 * @param importanceSamples latents for each image in the bound that is trained on
 * @param conditional whether it learns to make images of a given label
 */
public record VaeSettings(
    String preset,
    List<Integer> hidden,
    int width,
    int latent,
    String likelihood,
    double beta,
    int klWarmUp,
    double freeBits,
    int importanceSamples,
    boolean conditional) {

  /** What holds for options that are not given. */
  public static final VaeSettings DEFAULTS =
      new VaeSettings("conv", List.of(400), 32, 16, "bernoulli", 1, 0, 0, 1, false);

  /** The likelihood of a name such as {@code bernoulli} or {@code gaussian:0.1}. */
  public static Likelihood likelihood(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Likelihood.named(text);
    }
    double scale;
    try {
      scale = Double.parseDouble(text.substring(colon + 1));
    } catch (NumberFormatException error) {
      throw new FigmentException(
          error, "the scale of the likelihood " + text + " is no number", "write gaussian:0.1");
    }
    return switch (text.substring(0, colon)) {
      case "gaussian" -> Likelihood.gaussian(scale);
      case "laplace" -> Likelihood.laplace(scale);
      default ->
          throw new FigmentException(
              "the likelihood " + text.substring(0, colon) + " takes no scale",
              "only gaussian and laplace do");
    };
  }
}
