package dev.figment.loss;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.nn.Scope;
import java.util.function.Function;

/**
 * How pixels are distributed around what a decoder says.
 *
 * <p>A decoder ends in plain numbers ("logits"); the likelihood owns the function that makes pixels
 * of them, in the loss and on export. Pixels are in {@link dev.figment.PixelRange#UNIT}.
 */
public final class Likelihood {
  /** Each pixel a coin of probability sigmoid(logit); real-valued pixels count as probabilities. */
  public static final Likelihood BERNOULLI = of("bernoulli", scope -> new Bernoulli());

  /**
   * Normal around the decoder's numbers, with one learned standard deviation (Rybkin et al. 2021).
   */
  public static final Likelihood GAUSSIAN =
      of("gaussian", scope -> new Gaussian(ScaleParameter.learned(scope)));

  /** Laplace around the decoder's numbers, with one learned scale: absolute differences. */
  public static final Likelihood LAPLACE =
      of("laplace", scope -> new Laplace(ScaleParameter.learned(scope)));

  /**
   * A logistic distribution around the decoder's numbers, with one learned scale, summed over the
   * bin of each of the 256 grey levels (Kingma et al. 2016, appendix A): a probability of 8-bit
   * pixels.
   */
  public static final Likelihood DISCRETISED_LOGISTIC =
      of("discretised-logistic", scope -> new DiscretisedLogistic(ScaleParameter.learned(scope)));

  private final String name;
  private final Function<Scope, Bound> binder;

  private Likelihood(String name, Function<Scope, Bound> binder) {
    this.name = name;
    this.binder = binder;
  }

  /** A likelihood of one's own. */
  public static Likelihood of(String name, Function<Scope, Bound> binder) {
    return new Likelihood(name, binder);
  }

  /** Normal with this standard deviation, in pixels of [0, 1]. */
  public static Likelihood gaussian(double deviation) {
    ScaleParameter scale = ScaleParameter.fixed("a standard deviation", deviation);
    return of("gaussian(" + deviation + ")", scope -> new Gaussian(scale));
  }

  /** Laplace with this scale (mean absolute difference), in pixels of [0, 1]. */
  public static Likelihood laplace(double width) {
    ScaleParameter scale = ScaleParameter.fixed("a scale", width);
    return of("laplace(" + width + ")", scope -> new Laplace(scale));
  }

  /** The likelihood of a name: bernoulli, gaussian, laplace or discretised-logistic. */
  public static Likelihood named(String name) {
    for (Likelihood each : new Likelihood[] {BERNOULLI, GAUSSIAN, LAPLACE, DISCRETISED_LOGISTIC}) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    throw new FigmentException(
        "there is no likelihood named " + name,
        "choose bernoulli, gaussian, laplace or discretised-logistic");
  }

  /** The likelihood with its variables, if it learns any. */
  public Bound bind(Scope scope) {
    return binder.apply(scope);
  }

  /** The name, with settings where there are any. */
  @Override
  public String toString() {
    return name;
  }

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
