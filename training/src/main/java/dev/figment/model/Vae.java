package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.loss.GaussianKl;
import dev.figment.loss.Likelihood;
import dev.figment.nn.Layer;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.Model;
import dev.figment.train.Recipe;
import java.util.function.Consumer;

/**
 * A variational autoencoder (Kingma and Welling 2014) with a standard normal prior: maximises the
 * evidence lower bound, in nats per example, {@code E[log p(x|z)] - beta KL(q(z|x) || p(z))}.
 *
 * <p>The encoder ends in vectors, from which the mean and the logarithm of the variance of the
 * latent are made; the decoder begins with the latent and ends in as many logits as an example has
 * numbers.
 */
public final class Vae extends Recipe<TrainedVae> {
  final VaeSettings settings;

  private Vae(VaeSettings settings) {
    this.settings = settings;
  }

  /**
   * A VAE of these networks, with 16 latent dimensions, Bernoulli likelihood, beta 1 and Adam with
   * a learning rate of 1e-3.
   */
  public static Vae of(Layer encoder, Layer decoder) {
    return new Vae(new VaeSettings(encoder, decoder));
  }

  /**
   * Dense networks for examples of this shape: hidden layers of these widths with relu, and the
   * same in reverse. {@code dense(shape, 400)} is the classic 784-400-latent-400-784.
   */
  public static Vae dense(Shape example, int... hidden) {
    return of(VaePresets.denseEncoder(hidden), VaePresets.denseDecoder(example, hidden));
  }

  /**
   * Convolutional networks for images of this shape {@code [C, H, W]}, with sides of at least 8:
   * the size is halved until a side is at most 7, the channels are doubled from {@code width} on. A
   * dense layer of 256 units lies between the convolutions and the latent, on either side.
   */
  public static Vae convolutional(Shape example, int width) {
    return convolutional(example, width, VaePresets.HIDDEN);
  }

  /**
   * The same with dense layers of this many units, in which most weights are: of images of 28 x 28
   * and a width of 32, 256 units make 1.7 million weights, 32 make 0.3 million.
   */
  public static Vae convolutional(Shape example, int width, int hidden) {
    return of(
        VaePresets.convolutionalEncoder(example, width, hidden),
        VaePresets.convolutionalDecoder(example, width, hidden));
  }

  private Vae with(Consumer<VaeSettings> change) {
    VaeSettings copy = new VaeSettings(settings);
    change.accept(copy);
    return new Vae(copy);
  }

  /** The number of latent dimensions. */
  public Vae latentSize(int size) {
    if (size < 1) {
      throw new FigmentException("a latent cannot have " + size + " dimensions", "use at least 1");
    }
    return with(s -> s.latentSize = size);
  }

  /** How pixels are distributed around what the decoder says. */
  public Vae likelihood(Likelihood choice) {
    return with(s -> s.likelihood = choice);
  }

  /**
   * A VAE of images given their labels, {@code q(z|x, y)} and {@code p(x|z, y)} (Sohn et al. 2015):
   * a learned vector of the example's class, with one number a class but at most 16, goes beside
   * what the encoder ends in, from which the latent's mean and variance are made, and beside the
   * latent of the decoder.
   *
   * <p>As constant channels of the encoder's input the label did worse: with the dense preset the
   * sum over all pixels made the first steps explode, and the convolutional preset reached 104.9
   * nats instead of 101.6 after 6 epochs of glyphs.
   */
  public Vae conditional() {
    return with(s -> s.conditional = true);
  }

  /** The weight of the KL term (Higgins et al. 2017); 1 is a VAE, 4 a typical beta-VAE. */
  public Vae beta(Number weight) {
    return beta(Schedule.constant(weight.doubleValue()));
  }

  /** A weight of the KL term that changes with the step. */
  public Vae beta(Schedule weight) {
    return with(s -> s.beta = weight);
  }

  /** Lets the weight of the KL term grow from 0 along a line over the first steps. */
  public Vae klWarmUp(int steps) {
    return beta(settings.beta.warmUp(steps));
  }

  /**
   * Nats that each latent dimension may carry without being pressed below; see {@link GaussianKl}.
   */
  public Vae freeBits(double natsPerDimension) {
    if (!(natsPerDimension >= 0)) {
      throw new FigmentException(
          "free bits cannot be " + natsPerDimension + " nats", "use 0 or more");
    }
    return with(s -> s.freeBits = natsPerDimension);
  }

  /**
   * Trains on the importance-weighted bound of so many latents for each image instead of the
   * evidence lower bound, an IWAE (Burda et al. 2016, eq. 8): {@code E[log mean of w_i over i =
   * 1..k]} with {@code log w_i = log p(x|z_i) + beta (log p(z_i) - log q(z_i|x))}. It is nearer to
   * the log-likelihood the larger k, and so is the model that it trains; the decoder works k times
   * as much. The encoder is held less to the posterior: reconstructions from its mean may suffer. 5
   * and 50 are customary.
   *
   * @throws FigmentException if there is none
   */
  public Vae importanceSamples(int k) {
    if (k < 1) {
      throw new FigmentException(
          "a bound cannot be taken from " + k + " latents of an image",
          "use importanceSamples(1) for the evidence lower bound, 5 or 50 for tighter ones");
    }
    return with(s -> s.importanceSamples = k);
  }

  public Vae optimizer(Optimizer choice) {
    return with(s -> s.optimizer = choice);
  }

  @Override
  public String getName() {
    return "vae";
  }

  @Override
  public Model<TrainedVae> bind(DataSpec data) {
    return new VaeModel(settings, data);
  }

  /** Every setting, one a line. */
  @Override
  public String toString() {
    return "Vae" + settings;
  }
}
