package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * What holds a GAN's critic, by name and weight: {@code none}, {@code gradient-penalty:10}, {@code
 * dragan:10}, {@code r1:1}, {@code r2:1}, {@code consistency:10} under translation, each with
 * {@code :every=16} behind it for every 16th step only, or {@code clip:0.01} for weights.
 */
public final class Regularizer {
  private static final String EVERY = "every=";
  private static final String CURE =
      "write none, gradient-penalty:10, dragan:10, r1:1, r2:1, consistency:10 or clip:0.01;"
          + " :every=16 behind a penalty is for every 16th step only";

  private final String text;
  private final CriticPenalty penalty;
  private final double clipping;

  private Regularizer(String text, CriticPenalty penalty, double clipping) {
    this.text = text;
    this.penalty = penalty;
    this.clipping = clipping;
  }

  /**
   * The regularizer of a text.
   *
   * @throws FigmentException if the text is none
   */
  public static Regularizer parse(String text) {
    if (text.equals("none")) {
      return new Regularizer(text, CriticPenalty.NONE, 0);
    }
    String[] parts = text.split(":", -1);
    boolean lazy = parts.length == 3 && parts[2].startsWith(EVERY);
    if (parts.length != 2 && !lazy) {
      throw unknown(text);
    }
    double weight = weight(text, parts[1]);
    if (parts[0].equals("clip") && !lazy) {
      return new Regularizer(text, CriticPenalty.NONE, weight);
    }
    CriticPenalty each = penalty(parts[0], text).apply(weight);
    return new Regularizer(text, lazy ? each.every(steps(text, parts[2])) : each, 0);
  }

  private static DoubleFunction<CriticPenalty> penalty(String name, String text) {
    return switch (name) {
      case "gradient-penalty" -> CriticPenalty::gradientPenalty;
      case "dragan" -> CriticPenalty::dragan;
      case "r1" -> CriticPenalty::r1;
      case "r2" -> CriticPenalty::r2;
      case "consistency" ->
          weight ->
              CriticPenalty.consistency(weight, List.of(DifferentiableAugmentation.TRANSLATION));
      default -> throw unknown(text);
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

  private static FigmentException unknown(String text) {
    return new FigmentException("'" + text + "' is no regularizer", CURE);
  }

  /**
   * Refuses a loss for which something must be held, if nothing is.
   *
   * @throws FigmentException if the loss is Wasserstein, and this is none
   */
  void check(GanLoss loss) {
    if (loss == GanLoss.WASSERSTEIN && penalty == CriticPenalty.NONE && clipping == 0) {
      throw new FigmentException(
          "the loss wasserstein needs a critic that is held, and nothing holds this one",
          "add a regularizer such as gradient-penalty:10");
    }
  }

  /** The GAN with it. */
  Gan applyTo(Gan gan) {
    return clipping > 0 ? gan.weightClipping(clipping) : gan.penalty(penalty);
  }

  /**
   * What is added to the critic's loss.
   *
   * @throws FigmentException if it is none but holds weights
   */
  CriticPenalty penalty() {
    if (clipping > 0) {
      throw new FigmentException(
          "only the critic of a GAN can be held by " + text,
          "use a penalty such as gradient-penalty:10 or r1:1");
    }
    return penalty;
  }
}
