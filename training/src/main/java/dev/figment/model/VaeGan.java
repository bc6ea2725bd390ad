package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.train.DataSpec;
import dev.figment.train.Model;
import dev.figment.train.Recipe;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A VAE that is trained to look right to the critic of a GAN (Larsen et al. 2016, "Autoencoding
 * beyond pixels using a learned similarity metric"): images are compared in the critic's features
 * instead of pixel by pixel, and the decoder is also the critic's generator.
 *
 * <p>Each step has three phases. The encoder minimises {@code KL + R}, the decoder {@code weight *
 * R + G}, the critic its GAN loss of real images against reconstructions and samples, half each.
 * {@code G} is the generator's GAN loss of reconstructions and samples, half each, and {@code R} is
 * {@code -log p(features(x)|z)} of a normal distribution of variance 1 around the features of the
 * reconstruction, without its constant: half the squared distance, in nats per example (Larsen et
 * al. 2016, eq. 7 and 8, and algorithm 1). Features need a scale of their own, so a critic should
 * normalise them, as those of the presets do with layer norm.
 *
 * <p>The defaults are measured on 10,000 glyphs with {@code convolutional(shape, 16)}, batches of
 * 64 and 1,040 steps. Samples have a Frechet distance of classifier features of 16.0 and a
 * sharpness of 1.22; those of {@link Vae#convolutional} have 19.8 and 0.56 after three times the
 * steps, which is the same number of batches. The squared error of a reconstruction is 7.1 against
 * 3.8. In shorter runs, with a reconstruction weight of 1 samples were as soft as a VAE's, and with
 * 0.01 reconstructions stayed poor (162 nats of pixels after 670 steps, 88 with 0.1). With Adam's
 * first beta at 0.9 in place of 0.5 features came to match half as fast. The non-saturating loss
 * without a penalty was stable: the critic's verdicts on real, reconstructed and sampled images
 * approach each other. One seed each.
 */
public final class VaeGan extends Recipe<TrainedVae> {
  private final VaeGanSettings settings;

  private VaeGan(VaeGanSettings settings) {
    this.settings = settings;
  }

  /**
   * A VAE-GAN of a VAE and a critic that ends in features {@code [N, K]}, to which the recipe adds
   * the score. Encoder and decoder follow the VAE's optimizer, with a state for each; the critic
   * follows Adam with a learning rate of 2e-4 and betas 0.5 and 0.999.
   */
  public static VaeGan of(Vae vae, Layer critic) {
    return new VaeGan(new VaeGanSettings(vae, CriticPlan.of(critic)));
  }

  /**
   * The networks of {@link Vae#dense}, and the same hidden layers reversed, with layer norm, as
   * critic. Encoder and decoder follow Adam with a learning rate of 1e-3 and betas 0.5 and 0.999.
   */
  public static VaeGan dense(Shape example, int... hidden) {
    return preset(Vae.dense(example, hidden), GanPresets.normalisedDenseCritic(hidden));
  }

  /**
   * The networks of {@link Vae#convolutional}, and the critic of {@link Gan#convolutional} with
   * layer norm in the place of batch norm. Encoder and decoder follow Adam with a learning rate of
   * 1e-3 and betas 0.5 and 0.999.
   */
  public static VaeGan convolutional(Shape example, int width) {
    return convolutional(example, width, VaePresets.HIDDEN);
  }

  /** The same with dense layers of this many units, as in {@link Vae#convolutional}. */
  public static VaeGan convolutional(Shape example, int width, int hidden) {
    return preset(
        Vae.convolutional(example, width, hidden),
        GanPresets.normalisedConvolutionalCritic(example, width));
  }

  private static VaeGan preset(Vae vae, CriticPlan critic) {
    Vae adversarial = vae.optimizer(Adam.learningRate(1e-3).betas(0.5, 0.999));
    return new VaeGan(new VaeGanSettings(adversarial, critic));
  }

  private VaeGan with(Consumer<VaeGanSettings> change) {
    VaeGanSettings copy = new VaeGanSettings(settings);
    change.accept(copy);
    return new VaeGan(copy);
  }

  /**
   * With other settings of the VAE, for example {@code vae(v -> v.latentSize(8).conditional())}. If
   * it is conditional, the critic is told the labels too, by projection (Miyato and Koyama 2018).
   */
  public VaeGan vae(UnaryOperator<Vae> change) {
    return with(s -> s.vae = change.apply(s.vae));
  }

  /** What critic and decoder want. */
  public VaeGan loss(GanLoss choice) {
    return with(s -> s.loss = choice);
  }

  /** What regularises the critic, mostly by its slope. */
  public VaeGan penalty(CriticPenalty choice) {
    return with(s -> s.penalty = choice);
  }

  /**
   * How much a nat of reconstruction counts for the decoder against its GAN loss (Larsen et al.
   * 2016, algorithm 1, gamma); 0.1 by default. More makes truer reconstructions, less makes better
   * samples.
   */
  public VaeGan reconstructionWeight(double weight) {
    return with(s -> s.reconstructionWeight = notNegative("a reconstruction", weight));
  }

  /**
   * How much of the VAE's own reconstruction term, of pixels, is added to that of features; 0 by
   * default.
   */
  public VaeGan pixelWeight(double weight) {
    return with(s -> s.pixelWeight = notNegative("pixels", weight));
  }

  /** How the critic follows its gradient. */
  public VaeGan criticOptimizer(Optimizer choice) {
    return with(s -> s.criticOptimizer = choice);
  }

  private static double notNegative(String what, double weight) {
    if (!(weight >= 0)) {
      throw new FigmentException(what + " cannot have the weight " + weight, "use 0 or more");
    }
    return weight;
  }

  @Override
  public String getName() {
    return "vae-gan";
  }

  @Override
  public Model<TrainedVae> bind(DataSpec data) {
    return new VaeGanModel(settings, data);
  }

  /** Every setting, one a line. */
  @Override
  public String toString() {
    return "VaeGan" + settings;
  }
}
