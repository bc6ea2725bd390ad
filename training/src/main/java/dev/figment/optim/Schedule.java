package dev.figment.optim;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A number that may change with the step: a learning rate, the weight of a loss term.
 *
 * <p>Steps count from 0, one for each update of the phase. The number is computed inside the
 * program, so nothing changes on the host between steps.
 */
public final class Schedule {
  private final String text;
  private final UnaryOperator<Tensor> function;

  private Schedule(String text, UnaryOperator<Tensor> function) {
    this.text = text;
    this.function = function;
  }

  /** The number at a step; both are f32 {@code [1]}. */
  public Tensor at(Tensor step) {
    return function.apply(step);
  }

  /** A schedule of one's own: a function of the step, f32 {@code [1]}. */
  public static Schedule of(String text, UnaryOperator<Tensor> function) {
    return new Schedule(text, function);
  }

  public static Schedule constant(double value) {
    return of(number(value), step -> step.like(value));
  }

  /** From one number to another along a line, then constant. */
  public static Schedule linear(double from, double to, int steps) {
    return of(
        call("linear", from, to, steps), step -> progress(step, steps).times(to - from).plus(from));
  }

  /** From one number to another along half a cosine (Loshchilov and Hutter 2017), then constant. */
  public static Schedule cosine(double from, double to, int steps) {
    return of(
        call("cosine", from, to, steps),
        step -> progress(step, steps).times(Math.PI).cos().plus(1).times((from - to) / 2).plus(to));
  }

  /** Multiplied by a factor, smoothly, in each stretch of this many steps. */
  public static Schedule exponential(double from, double factor, int steps) {
    if (!(factor > 0)) {
      throw new FigmentException(
          "a schedule cannot decay by a factor of " + factor, "use one above 0");
    }
    return of(
        call("exponential", from, factor, steps),
        step -> step.times(Math.log(factor) / positive(steps)).exp().times(from));
  }

  /** Multiplied by a factor at each of these steps. */
  public static Schedule piecewise(double from, double factor, int... milestones) {
    return of(
        call("piecewise", from, factor) + java.util.Arrays.toString(milestones),
        step -> {
          Tensor value = step.like(from);
          for (int milestone : milestones) {
            value =
                value.times(step.greaterOrEqual(step.like(milestone)).times(factor - 1).plus(1));
          }
          return value;
        });
  }

  /** This schedule, multiplied by a line from 0 to 1 over the first steps. */
  public Schedule warmUp(int steps) {
    int count = positive(steps);
    return of(
        text + ".warmUp(" + steps + ")",
        step -> at(step).times(step.plus(1).times(1.0 / count).min(1)));
  }

  private static Tensor progress(Tensor step, int steps) {
    return step.times(1.0 / positive(steps)).min(1);
  }

  private static int positive(int steps) {
    if (steps < 1) {
      throw new FigmentException("a schedule cannot last " + steps + " steps", "use at least 1");
    }
    return steps;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%s", value);
  }

  private static String call(String name, double... values) {
    StringBuilder call = new StringBuilder(name).append('(');
    for (double value : values) {
      call.append(call.length() > name.length() + 1 ? ", " : "").append(number(value));
    }
    return call.append(')').toString();
  }

  /** For example {@code cosine(0.001, 0.0, 4680.0)}. */
  @Override
  public String toString() {
    return text;
  }
}
