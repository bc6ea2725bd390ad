package dev.figment.loss;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * What critic and generator want, as losses of the critic's scores of real and of generated
 * examples. Scores are plain numbers ("logits"), {@code [N]}; the losses own every sigmoid.
 */
public final class GanLoss {
  /** The generator maximises {@code log D(fake)} (Goodfellow et al. 2014, section 3). */
  public static final GanLoss NON_SATURATING =
      of(
          "non-saturating",
          (real, fake) -> bernoulli(real, true).plus(bernoulli(fake, false)),
          fake -> bernoulli(fake, true));

  /** The generator minimises {@code log(1 - D(fake))} (Goodfellow et al. 2014, eq. 1). */
  public static final GanLoss MINIMAX =
      of(
          "minimax",
          (real, fake) -> bernoulli(real, true).plus(bernoulli(fake, false)),
          fake -> bernoulli(fake, false).unaryMinus());

  /** Squared distances of scores from 1 and 0 (Mao et al. 2017, eq. 9). */
  public static final GanLoss LEAST_SQUARES =
      of(
          "least-squares",
          (real, fake) -> real.minus(1).square().mean().plus(fake.square().mean()).times(0.5),
          fake -> fake.minus(1).square().mean().times(0.5));

  /** Scores beyond a margin of 1 no longer count for the critic (Lim and Ye 2017). */
  public static final GanLoss HINGE =
      of(
          "hinge",
          (real, fake) -> real.unaryMinus().plus(1).relu().mean().plus(fake.plus(1).relu().mean()),
          fake -> fake.mean().unaryMinus());

  /** Differences of mean scores (Arjovsky et al. 2017); needs a critic held to small slopes. */
  public static final GanLoss WASSERSTEIN =
      of(
          "wasserstein",
          (real, fake) -> fake.mean().minus(real.mean()),
          fake -> fake.mean().unaryMinus());

  private final String name;
  private final BinaryOperator<Tensor> critic;
  private final UnaryOperator<Tensor> generator;

  private GanLoss(String name, BinaryOperator<Tensor> critic, UnaryOperator<Tensor> generator) {
    this.name = name;
    this.critic = critic;
    this.generator = generator;
  }

  /**
   * A loss of one's own.
   *
   * @param critic from the scores of real and of generated examples to one number
   * @param generator from the scores of generated examples to one number
   */
  public static GanLoss of(
      String name, BinaryOperator<Tensor> critic, UnaryOperator<Tensor> generator) {
    return new GanLoss(name, critic, generator);
  }

  /** All that Figment has. */
  public static List<GanLoss> all() {
    return List.of(NON_SATURATING, MINIMAX, LEAST_SQUARES, HINGE, WASSERSTEIN);
  }

  /** The loss of a name, such as {@code hinge}. */
  public static GanLoss named(String name) {
    for (GanLoss each : all()) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    throw new FigmentException("there is no GAN loss named " + name, "choose one of " + all());
  }

  /** What the critic minimises: one number. */
  public Tensor critic(Tensor realScores, Tensor fakeScores) {
    return critic.apply(realScores, fakeScores);
  }

  /** What the generator minimises: one number. */
  public Tensor generator(Tensor fakeScores) {
    return generator.apply(fakeScores);
  }

  /** {@code -log sigmoid(score)}, or {@code -log(1 - sigmoid(score))}, as means. */
  private static Tensor bernoulli(Tensor score, boolean real) {
    return (real ? score.unaryMinus() : score).softplus().mean();
  }

  @Override
  public String toString() {
    return name;
  }
}
