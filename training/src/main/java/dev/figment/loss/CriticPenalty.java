package dev.figment.loss;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A term of the critic's loss that regularises it, mostly by its slope with respect to its input.
 * Gradients of gradients come from the op set being closed under differentiation.
 */
public final class CriticPenalty {
  /** What is penalised. */
  @FunctionalInterface
  public interface Form {
    /**
     * The penalty, one number.
     *
     * @param critic from examples {@code [N, ...]} to scores {@code [N]}
     * @param real examples
     * @param fake examples, of the same shape
     */
    Tensor of(UnaryOperator<Tensor> critic, Tensor real, Tensor fake);
  }

  /** No penalty. */
  public static final CriticPenalty NONE =
      new CriticPenalty("none", 1, false, (critic, real, fake) -> real.graph().constant(0));

  private final String text;
  private final int interval;
  private final boolean slopes;
  private final Form form;

  private CriticPenalty(String text, int interval, boolean slopes, Form form) {
    this.text = text;
    this.interval = interval;
    this.slopes = slopes;
    this.form = form;
  }

  /**
   * {@code weight * (slope - 1)^2} on the lines between real and generated examples (Gulrajani et
   * al. 2017, eq. 3); 10 is their weight.
   */
  public static CriticPenalty gradientPenalty(double weight) {
    return new CriticPenalty(
        "gradientPenalty(" + weight + ")",
        1,
        true,
        (critic, real, fake) -> {
          Tensor share = PerExample.uniform(real);
          Tensor between = real.plus(fake.minus(real).times(share));
          return slope(critic, between).minus(1).square().mean().times(weight);
        });
  }

  /**
   * {@code weight * (slope - 1)^2} around real examples, moved by noise of half their standard
   * deviation (Kodali et al. 2017).
   */
  public static CriticPenalty dragan(double weight) {
    return new CriticPenalty(
        "dragan(" + weight + ")",
        1,
        true,
        (critic, real, fake) -> {
          Tensor deviation = real.minus(real.mean()).square().mean().plus(1e-12).sqrt();
          Tensor noise = real.graph().uniform(real.getType());
          Tensor near = real.plus(noise.times(deviation).times(0.5));
          return slope(critic, near).minus(1).square().mean().times(weight);
        });
  }

  /** {@code gamma / 2 * slope^2} at real examples (Mescheder et al. 2018, eq. 9). */
  public static CriticPenalty r1(double gamma) {
    return new CriticPenalty(
        "r1(" + gamma + ")",
        1,
        true,
        (critic, real, fake) -> squaredSlope(critic, real).times(gamma / 2));
  }

  /** {@code gamma / 2 * slope^2} at generated examples (Mescheder et al. 2018, eq. 10). */
  public static CriticPenalty r2(double gamma) {
    return new CriticPenalty(
        "r2(" + gamma + ")",
        1,
        true,
        (critic, real, fake) -> squaredSlope(critic, fake).times(gamma / 2));
  }

  /**
   * {@code weight * (D(x) - D(T(x)))^2} at real examples x and changed ones T(x), so that the
   * critic does not mind the changes (Zhang et al. 2020, "Consistency regularization for generative
   * adversarial networks"); 10 is their weight.
   */
  public static CriticPenalty consistency(double weight, List<DifferentiableAugmentation> changes) {
    if (changes.isEmpty()) {
      throw new FigmentException(
          "consistency needs a change to be consistent under",
          "give DifferentiableAugmentation.TRANSLATION, for example");
    }
    List<DifferentiableAugmentation> all = List.copyOf(changes);
    return new CriticPenalty(
        "consistency(" + weight + ", " + all + ")",
        1,
        false,
        (critic, real, fake) -> {
          Tensor changed = real;
          for (DifferentiableAugmentation change : all) {
            changed = change.apply(changed);
          }
          return critic.apply(real).minus(critic.apply(changed)).square().mean().times(weight);
        });
  }

  /**
   * The sum of this penalty and another.
   *
   * @throws FigmentException if they are not due in the same steps
   */
  public CriticPenalty plus(CriticPenalty other) {
    if (interval != other.interval) {
      throw new FigmentException(
          this + " and " + other + " are not due in the same steps",
          "add them first, and call every(steps) on the sum");
    }
    return new CriticPenalty(
        this + " + " + other,
        interval,
        slopes || other.slopes,
        (critic, real, fake) ->
            form.of(critic, real, fake).plus(other.form.of(critic, real, fake)));
  }

  /** The same penalty only every so many steps, that many times as strong (Karras et al. 2020). */
  public CriticPenalty every(int steps) {
    if (steps < 1) {
      throw new FigmentException(
          text + " cannot be due every " + steps + " steps", "use at least 1");
    }
    String inner = text.contains(" + ") ? "(" + text + ")" : text;
    return new CriticPenalty(inner + ".every(" + steps + ")", steps, slopes, form);
  }

  /** The number of critic steps from one penalty to the next. */
  public int getInterval() {
    return interval;
  }

  /**
   * Whether the critic is differentiated for each example on its own, so that examples must not
   * mix.
   */
  public boolean takesSlopes() {
    return slopes;
  }

  /** The penalty, one number. */
  public Tensor of(UnaryOperator<Tensor> critic, Tensor real, Tensor fake) {
    return form.of(critic, real, fake);
  }

  /** The Euclidean length of each score's gradient with respect to its example, {@code [N]}. */
  private static Tensor slope(UnaryOperator<Tensor> critic, Tensor x) {
    return critic.apply(x).sum().gradient(x).normPerSample();
  }

  private static Tensor squaredSlope(UnaryOperator<Tensor> critic, Tensor x) {
    return critic.apply(x).sum().gradient(x).square().sumPerSample().mean();
  }

  @Override
  public String toString() {
    return text;
  }
}
