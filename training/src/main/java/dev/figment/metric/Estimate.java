package dev.figment.metric;

import dev.figment.FigmentException;
import java.util.Locale;

/** A mean of measured numbers and the standard error of that mean. */
public final class Estimate {
  private final double mean;
  private final double standardError;

  private Estimate(double mean, double standardError) {
    this.mean = mean;
    this.standardError = standardError;
  }

  /**
   * The mean of numbers, with their sample standard deviation over the root of their count; a
   * single number has an error of 0.
   *
   * @throws FigmentException if there are none
   */
  public static Estimate of(double... numbers) {
    if (numbers.length == 0) {
      throw new FigmentException("a mean needs at least one number");
    }
    double mean = 0;
    for (double number : numbers) {
      mean += number / numbers.length;
    }
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    double variance = numbers.length == 1 ? 0 : squares / (numbers.length - 1);
    return new Estimate(mean, Math.sqrt(variance / numbers.length));
  }

  public double getMean() {
    return mean;
  }

  public double getStandardError() {
    return standardError;
  }

  /** For example {@code 0.0123 +- 0.0004}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4g +- %.2g", mean, standardError);
  }
}
