package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.loss.Likelihood;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a VAE's training depends on, as it is kept in {@code config.json}.
 *
 * @param data the name of embedded data, or a path
 * @param limit the most examples to train with, or null for all
 * @param size {@code HEIGHTxWIDTH} to which images are brought, or null for that of the first
 * @param grey whether images of a folder are read without colour
 * @param skipUnreadable whether damaged images are left out
 * @param preset {@code dense} or {@code conv}
 * @param hidden the widths of the dense preset's hidden layers
 * @param width the channels of the convolutional preset's first layer
 * @param latent the number of latent dimensions
 * @param likelihood a name, for {@code gaussian} and {@code laplace} with {@code :SCALE} if fixed
 * @param beta the weight of the KL term
 * @param klWarmUp the steps over which that weight grows from 0
 * @param freeBits nats that each latent dimension may carry freely
 * @param epochs how often the data is gone through
 * @param batch examples in one batch
 * @param lr Adam's learning rate
 * @param seed where all randomness comes from
 * @param threads of the backend; 0 for as many as there are processors
 * @param backend a backend's name, or {@code auto}
 */
public record VaeSettings(
    String data,
    @Nullable Integer limit,
    @Nullable String size,
    boolean grey,
    boolean skipUnreadable,
    String preset,
    List<Integer> hidden,
    int width,
    int latent,
    String likelihood,
    double beta,
    int klWarmUp,
    double freeBits,
    int epochs,
    int batch,
    double lr,
    long seed,
    int threads,
    String backend) {

  /** What holds for options that are not given. */
  public static final VaeSettings DEFAULTS =
      new VaeSettings(
          "glyphs",
          null,
          null,
          false,
          false,
          "conv",
          List.of(400),
          32,
          16,
          "bernoulli",
          1,
          0,
          0,
          10,
          128,
          1e-3,
          1,
          0,
          "auto");

  /** The recipe of these settings for examples of a shape. */
  public Vae recipe(Shape example) {
    Vae networks =
        switch (preset) {
          case "dense" -> Vae.dense(example, hidden.stream().mapToInt(Integer::intValue).toArray());
          case "conv" -> Vae.convolutional(example, width);
          default ->
              throw new FigmentException(
                  "there is no preset named " + preset, "choose dense or conv");
        };
    Vae vae =
        networks
            .latentSize(latent)
            .likelihood(likelihood(likelihood))
            .beta(beta)
            .freeBits(freeBits)
            .optimizer(Adam.learningRate(lr));
    return klWarmUp > 0 ? vae.klWarmUp(klWarmUp) : vae;
  }

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
