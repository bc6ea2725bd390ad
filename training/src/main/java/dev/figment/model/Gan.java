package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.Model;
import dev.figment.train.Recipe;
import java.util.List;
import java.util.function.Consumer;

/**
 * A generative adversarial network (Goodfellow et al. 2014): a generator makes examples of noise, a
 * critic scores examples, and each is trained against the other.
 *
 * <p>The generator takes {@code [N, latentSize]} and gives as many numbers as an example has, in
 * the data's range: end it with {@code tanh()} for SIGNED data and with {@code sigmoid()} for UNIT.
 * The critic takes examples and gives one score each, without a sigmoid.
 *
 * <p>Samples and exports are better with weights averaged over the last steps: see {@link
 * dev.figment.train.Trainer#averageWeights}.
 */
public final class Gan extends Recipe<TrainedGan> {
  private final GanSettings settings;

  private Gan(GanSettings settings) {
    this.settings = settings;
  }

  /**
   * A GAN of these networks, with 64 latent dimensions, the non-saturating loss and Adam with a
   * learning rate of 2e-4 and betas 0.5 and 0.999 for both.
   */
  public static Gan of(Layer generator, Layer critic) {
    return new Gan(new GanSettings(generator, CriticPlan.of(critic)));
  }

  /**
   * Dense networks with hidden layers of these widths, for the generator and reversed for the
   * critic.
   */
  public static Gan dense(Shape example, PixelRange range, int... hidden) {
    return new Gan(
        new GanSettings(
            GanPresets.denseGenerator(example, range, hidden), GanPresets.denseCritic(hidden)));
  }

  /**
   * DCGAN (Radford et al. 2016) for images of this shape {@code [C, H, W]}, with sides of at least
   * 8: the size is halved until a side is at most 4, the channels are doubled from {@code width}
   * on. Where slopes are penalised, layer norm takes the place of the critic's batch norm.
   */
  public static Gan convolutional(Shape example, PixelRange range, int width) {
    return new Gan(
        new GanSettings(
            GanPresets.convolutionalGenerator(example, range, width),
            GanPresets.convolutionalCritic(example, width)));
  }

  /**
   * Residual networks (Gulrajani et al. 2017; Miyato et al. 2018) for images of this shape {@code
   * [C, H, W]}, with sides of at least 8, every block of this many channels: nearest-neighbour
   * upsampling with batch norm in the generator, average pooling and no normalisation in the
   * critic. The critic's weights are spectrally normalised where no slopes are penalised. Without a
   * penalty use {@link GanLoss#HINGE}.
   */
  public static Gan residual(Shape example, PixelRange range, int width) {
    return new Gan(
        new GanSettings(
            ResidualPresets.generator(example, range, width),
            ResidualPresets.critic(example, width)));
  }

  private Gan with(Consumer<GanSettings> change) {
    GanSettings copy = new GanSettings(settings);
    change.accept(copy);
    return new Gan(copy);
  }

  /** The number of latent dimensions. */
  public Gan latentSize(int size) {
    positive("a latent size", size);
    return with(s -> s.latentSize = size);
  }

  /** What critic and generator want. */
  public Gan loss(GanLoss choice) {
    return with(s -> s.loss = choice);
  }

  /** What regularises the critic, mostly by its slope. */
  public Gan penalty(CriticPenalty choice) {
    return with(s -> s.penalty = choice);
  }

  /** Critic updates in one step. */
  public Gan criticSteps(int count) {
    positive("a number of critic steps", count);
    return with(s -> s.criticSteps = count);
  }

  /** Generator updates in one step. */
  public Gan generatorSteps(int count) {
    positive("a number of generator steps", count);
    return with(s -> s.generatorSteps = count);
  }

  /**
   * The critic judges this many examples together, side by side along the channels (PacGAN, Lin et
   * al. 2018).
   */
  public Gan pack(int examples) {
    positive("a pack", examples);
    return with(s -> s.pack = examples);
  }

  /**
   * Tells both networks the labels of examples, so that the class of what is made can be chosen.
   * The generator gets a learned vector of the label beside the latent. For PROJECTION and
   * AUXILIARY_CLASSIFIER a critic of one's own ends in features {@code [N, K]}, behind which the
   * recipe adds the scores.
   */
  public Gan conditional(Conditioning how) {
    return with(s -> s.conditioning = how);
  }

  /** The same optimizer for both, each with a state of its own. */
  public Gan optimizer(Optimizer both) {
    return optimizers(both, both);
  }

  /** An optimizer for the critic and one for the generator (TTUR, Heusel et al. 2017). */
  public Gan optimizers(Optimizer critic, Optimizer generator) {
    return with(
        s -> {
          s.criticOptimizer = critic;
          s.generatorOptimizer = generator;
        });
  }

  /** Holds critic weights to [-bound, bound] after each update (Arjovsky et al. 2017). */
  public Gan weightClipping(double bound) {
    if (!(bound > 0)) {
      throw new FigmentException("weights cannot be clipped to " + bound, "use a number above 0");
    }
    return with(s -> s.weightClipping = bound);
  }

  /**
   * Normal noise of this standard deviation on all that the critic sees; it may fall with the step.
   */
  public Gan instanceNoise(Schedule deviation) {
    return with(s -> s.instanceNoise = deviation);
  }

  /**
   * Random changes of all that the critic sees, real and generated, in this order: for small data
   * sets (Zhao et al. 2020).
   */
  public Gan augmented(DifferentiableAugmentation... changes) {
    return with(s -> s.augmentations = List.of(changes));
  }

  @Override
  public String getName() {
    return "gan";
  }

  @Override
  public Model<TrainedGan> bind(DataSpec data) {
    return new GanModel(settings, data);
  }

  private static void positive(String what, int number) {
    if (number < 1) {
      throw new FigmentException(what + " cannot be " + number, "use at least 1");
    }
  }

  static Optimizer defaultOptimizer() {
    return Adam.learningRate(2e-4).betas(0.5, 0.999);
  }

  /** Every setting, one a line. */
  @Override
  public String toString() {
    return "Gan" + settings;
  }
}
