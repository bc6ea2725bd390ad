package dev.figment.loss;

import dev.figment.Tensor;
import dev.figment.nn.Scope;

/**
 * How pixels are distributed around what a decoder says.
 *
 * <p>A decoder ends in plain numbers ("logits"); the likelihood owns the function that makes pixels
 * of them, in the loss and on export. Pixels are in {@link dev.figment.PixelRange#UNIT}.
 */
public abstract class Likelihood {
  /** Each pixel a coin of probability sigmoid(logit); real-valued pixels count as probabilities. */
  public static final Likelihood BERNOULLI = new Bernoulli();

  /** Normal around the decoder's numbers, with one learned standard deviation (Rybkin et al. 2021). */
  public static final Likelihood GAUSSIAN = new Gaussian(0);

  /** Laplace around the decoder's numbers, with one learned scale: absolute differences. */
  public static final Likelihood LAPLACE = new Laplace(0);

  /**
   * A logistic distribution around the decoder's numbers, with one learned scale, summed over the
   * bin of each of the 256 grey levels (Kingma et al. 2016, appendix A): a probability of 8-bit
   * pixels.
   */
  public static final Likelihood DISCRETISED_LOGISTIC = new DiscretisedLogistic();

  Likelihood() {}

  /** Normal with this standard deviation, in pixels of [0, 1]. */
  public static Likelihood gaussian(double deviation) {
    return new Gaussian(ScaleParameter.positive("a standard deviation", deviation));
  }

  /** Laplace with this scale (mean absolute difference), in pixels of [0, 1]. */
  public static Likelihood laplace(double scale) {
    return new Laplace(ScaleParameter.positive("a scale", scale));
  }

  /** The likelihood of a name: bernoulli, gaussian, laplace or discretised-logistic. */
  public static Likelihood named(String name) {
    for (Likelihood each : new Likelihood[] {BERNOULLI, GAUSSIAN, LAPLACE, DISCRETISED_LOGISTIC}) {
      if (each.toString().equals(name)) {
        return each;
      }
    }
    throw new dev.figment.FigmentException(
        "there is no likelihood named " + name,
        "choose bernoulli, gaussian, laplace or discretised-logistic");
  }

  /** The likelihood with its variables, if it learns any. */
  public abstract Bound bind(Scope scope);

  /** A likelihood bound to its variables. */
  public abstract static class Bound {
    /**
     * The logarithm of the probability (or density) of each example, in nats, f32 {@code [N]}.
     *
     * @param pixels {@code [N, ...]} in [0, 1]
     * @param logits of the same shape
     */
    public abstract Tensor logProbability(Tensor pixels, Tensor logits);

    /** The mean of the distribution, as pixels in [0, 1] (normal ones may leave it). */
    public abstract Tensor mean(Tensor logits);
  }
}
