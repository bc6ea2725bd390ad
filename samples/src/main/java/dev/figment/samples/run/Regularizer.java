package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.loss.CriticPenalty;

/**
 * Penalties on a critic's slope by name: {@code none}, {@code gradient-penalty:10}, {@code
 * dragan:10}, {@code r1:1} or {@code r2:1}, with {@code :every=16} behind it for every 16th step
 * only.
 */
public final class Regularizer {
  private static final String EVERY = "every=";
  private static final String CURE =
      "write none, gradient-penalty:10, dragan:10, r1:1 or r2:1, with :every=16 for every 16th step"
          + " only";

  private Regularizer() {}

  /**
   * The penalty of a text.
   *
   * @throws FigmentException if the text is no such penalty
   */
  public static CriticPenalty parse(String text) {
    if (text.equals("none")) {
      return CriticPenalty.NONE;
    }
    String[] parts = text.split(":", -1);
    if (parts.length < 2
        || parts.length > 3
        || (parts.length == 3 && !parts[2].startsWith(EVERY))) {
      throw new FigmentException("'" + text + "' is no regularizer", CURE);
    }
    CriticPenalty penalty = of(parts[0], weight(text, parts[1]), text);
    return parts.length == 2 ? penalty : penalty.every(steps(text, parts[2]));
  }

  private static CriticPenalty of(String name, double weight, String text) {
    return switch (name) {
      case "gradient-penalty" -> CriticPenalty.gradientPenalty(weight);
      case "dragan" -> CriticPenalty.dragan(weight);
      case "r1" -> CriticPenalty.r1(weight);
      case "r2" -> CriticPenalty.r2(weight);
      default -> throw new FigmentException("'" + text + "' is no regularizer", CURE);
    };
  }

  private static double weight(String text, String number) {
    try {
      double weight = Double.parseDouble(number);
      if (weight > 0 && Double.isFinite(weight)) {
        return weight;
      }
    } catch (NumberFormatException error) {
      throw new FigmentException(
          error, "the weight '" + number + "' of '" + text + "' is no number", CURE);
    }
    throw new FigmentException("the weight of '" + text + "' is not above 0", CURE);
  }

  private static int steps(String text, String every) {
    String number = every.substring(EVERY.length());
    if (number.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(number);
    }
    throw new FigmentException(
        "'" + number + "' in '" + text + "' is no whole number from 1", CURE);
  }
}
