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
      new GanLoss(
          "non-saturating",
          target -> (real, fake) -> towards(real, target).plus(towards(fake, 0)),
          fake -> towards(fake, 1),
          true,
          1);

  /** The generator minimises {@code log(1 - D(fake))} (Goodfellow et al. 2014, eq. 1). */
  public static final GanLoss MINIMAX =
      new GanLoss(
          "minimax",
          target -> (real, fake) -> towards(real, target).plus(towards(fake, 0)),
          fake -> towards(fake, 0).unaryMinus(),
          true,
          1);

  /** Squared distances of scores from 1 and 0 (Mao et al. 2017, eq. 9). */
  public static final GanLoss LEAST_SQUARES =
      new GanLoss(
          "least-squares",
          target ->
              (real, fake) ->
                  real.minus(target).square().mean().plus(fake.square().mean()).times(0.5),
          fake -> fake.minus(1).square().mean().times(0.5),
          false,
          1);

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

  /** The critic's loss for what it is to say of real examples. */
  @FunctionalInterface
  private interface Targeted {
    BinaryOperator<Tensor> at(double realTarget);
  }

  private final String name;
  private final Targeted critic;
  private final UnaryOperator<Tensor> generator;
  private final boolean logistic;

  /** What the critic is to say of real examples; NaN for losses without such a number. */
  private final double target;

  private GanLoss(
      String name,
      Targeted critic,
      UnaryOperator<Tensor> generator,
      boolean logistic,
      double target) {
    this.name = name;
    this.critic = critic;
    this.generator = generator;
    this.logistic = logistic;
    this.target = target;
  }

  /**
   * A loss of one's own.
   *
   * @param critic from the scores of real and of generated examples to one number
   * @param generator from the scores of generated examples to one number
   */
  public static GanLoss of(
      String name, BinaryOperator<Tensor> critic, UnaryOperator<Tensor> generator) {
    return new GanLoss(name, unused -> critic, generator, false, Double.NaN);
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

  /**
   * The same loss with one-sided label smoothing (Salimans et al. 2016, section 3.4): the critic is
   * to call real examples real with certainty {@code 1 - amount} only.
   *
   * @param amount from 0 to below 1; 0.1 is usual
   * @throws FigmentException if the loss has no labels, as hinge and Wasserstein
   */
  public GanLoss smoothed(double amount) {
    if (Double.isNaN(target)) {
      throw new FigmentException(
          "the loss " + name + " has no labels to smooth",
          "smooth non-saturating, minimax or least-squares");
    }
    if (!(amount >= 0 && amount < 1)) {
      throw new FigmentException(
          "labels cannot be smoothed by " + amount, "use 0 to below 1, such as 0.1");
    }
    return new GanLoss(name, critic, generator, logistic, 1 - amount);
  }

  /** What the critic minimises: one number. */
  public Tensor critic(Tensor realScores, Tensor fakeScores) {
    return critic.at(target).apply(realScores, fakeScores);
  }

  /** What the generator minimises: one number. */
  public Tensor generator(Tensor fakeScores) {
    return generator.apply(fakeScores);
  }

  /** Whether the sigmoid of a score is the probability that an example is real. */
  public boolean isLogistic() {
    return logistic;
  }

  /**
   * The mean of what the critic says, known as D(x): the probability of being real, from 0 to 1,
   * where the loss is logistic, else the score.
   */
  public Tensor verdict(Tensor scores) {
    return (logistic ? scores.sigmoid() : scores).mean();
  }

  /** The mean cross-entropy, in nats, of {@code sigmoid(score)} and a probability. */
  private static Tensor towards(Tensor score, double probability) {
    Tensor yes = score.unaryMinus().softplus().mean();
    Tensor no = score.softplus().mean();
    if (probability == 1 || probability == 0) {
      return probability == 1 ? yes : no;
    }
    return yes.times(probability).plus(no.times(1 - probability));
  }

  @Override
  public String toString() {
    return target < 1 ? name + ".smoothed(" + (float) (1 - target) + ")" : name;
  }
}
