package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.Model;
import dev.figment.train.Recipe;
import java.util.function.UnaryOperator;

/**
 * A generative adversarial network (Goodfellow et al. 2014): a generator makes examples of noise, a
 * critic scores examples, and each is trained against the other.
 *
 * <p>The generator takes {@code [N, latentSize]} and gives as many numbers as an example has, in
 * the data's range: end it with {@code tanh()} for SIGNED data and with {@code sigmoid()} for UNIT.
 * The critic takes examples and gives one score each, without a sigmoid.
 */
public final class Gan extends Recipe<TrainedGan> {
  final GanSettings settings;

  private Gan(GanSettings settings) {
    this.settings = settings;
  }

  /**
   * A GAN of these networks, with 64 latent dimensions, the non-saturating loss and Adam with a
   * learning rate of 2e-4 and betas 0.5 and 0.999 for both.
   */
  public static Gan of(Layer generator, Layer critic) {
    return new Gan(new GanSettings(generator, critic));
  }

  /**
   * Dense networks with hidden layers of these widths, for the generator and reversed for the
   * critic.
   */
  public static Gan dense(Shape example, PixelRange range, int... hidden) {
    return of(GanPresets.denseGenerator(example, range, hidden), GanPresets.denseCritic(hidden));
  }

  /**
   * DCGAN (Radford et al. 2016) for images of this shape {@code [C, H, W]}, with sides of at least
   * 8: the size is halved until a side is at most 7, the channels are doubled from {@code width}
   * on.
   */
  public static Gan convolutional(Shape example, PixelRange range, int width) {
    return of(
        GanPresets.convolutionalGenerator(example, range, width),
        GanPresets.convolutionalCritic(example, width, false));
  }

  private Gan with(UnaryOperator<GanSettings> change) {
    return new Gan(change.apply(new GanSettings(settings)));
  }

  /** The number of latent dimensions. */
  public Gan latentSize(int size) {
    positive("a latent size", size);
    return with(s -> s.latentSize(size));
  }

  /** What critic and generator want. */
  public Gan loss(GanLoss choice) {
    return with(s -> s.loss(choice));
  }

  /** What holds the critic's slope. */
  public Gan penalty(CriticPenalty choice) {
    return with(s -> s.penalty(choice));
  }

  /** Critic updates in one step. */
  public Gan criticSteps(int count) {
    positive("a number of critic steps", count);
    return with(s -> s.criticSteps(count));
  }

  /** Generator updates in one step. */
  public Gan generatorSteps(int count) {
    positive("a number of generator steps", count);
    return with(s -> s.generatorSteps(count));
  }

  /**
   * The critic judges this many examples together, side by side along the channels (PacGAN, Lin et
   * al. 2018).
   */
  public Gan pack(int examples) {
    positive("a pack", examples);
    return with(s -> s.pack(examples));
  }

  /** The same optimizer for both, each with a state of its own. */
  public Gan optimizer(Optimizer both) {
    return optimizers(both, both);
  }

  /** An optimizer for the critic and one for the generator (TTUR, Heusel et al. 2017). */
  public Gan optimizers(Optimizer critic, Optimizer generator) {
    return with(s -> s.optimizers(critic, generator));
  }

  /** Holds critic weights to [-bound, bound] after each update (Arjovsky et al. 2017). */
  public Gan weightClipping(double bound) {
    if (!(bound > 0)) {
      throw new FigmentException("weights cannot be clipped to " + bound, "use a number above 0");
    }
    return with(s -> s.weightClipping(bound));
  }

  /**
   * Normal noise of this standard deviation on all that the critic sees; it may fall with the step.
   */
  public Gan instanceNoise(Schedule deviation) {
    return with(s -> s.instanceNoise(deviation));
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
