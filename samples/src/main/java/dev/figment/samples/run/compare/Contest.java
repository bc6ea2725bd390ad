package dev.figment.samples.run.compare;

import dev.figment.report.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is best by one measure, and whether by more than chance: the difference from the next must be
 * more than twice the spread over seeds of both, and more than a few hundredths of the larger
 * number. With one seed no spread is known, and a tenth is asked for; of speeds, which other work
 * on the machine shakes, always a quarter.
 */
final class Contest {
  private static final double LEAST = 0.03;
  private static final double LEAST_OF_ONE = 0.10;
  private static final double LEAST_OF_SPEEDS = 0.25;

  private final Comparison comparison;
  private final Measure measure;
  private final List<String> ranked;

  Contest(Comparison comparison, Measure measure) {
    this.comparison = comparison;
    this.measure = measure;
    this.ranked =
        comparison.models().stream()
            .filter(model -> comparison.has(model, measure.key()))
            .sorted(Comparator.comparingDouble(this::badness))
            .toList();
  }

  private double badness(String model) {
    return measure.better().badness(comparison.mean(model, measure.key()));
  }

  Measure measure() {
    return measure;
  }

  /** The models that have the number, the best first. */
  List<String> ranked() {
    return ranked;
  }

  /** Whether one model is better than another by more than chance. */
  boolean beats(String better, String worse) {
    double difference = badness(worse) - badness(better);
    double spread =
        Math.hypot(
            comparison.spread(better, measure.key()), comparison.spread(worse, measure.key()));
    double size =
        Math.max(
            Math.abs(comparison.mean(better, measure.key())),
            Math.abs(comparison.mean(worse, measure.key())));
    double least =
        measure.isSpeed() ? LEAST_OF_SPEEDS : comparison.seeds() > 1 ? LEAST : LEAST_OF_ONE;
    return difference > 2 * spread && difference > Math.max(least * size, measure.least());
  }

  /** The model that beats all others; null if there is none, or no other to beat. */
  @Nullable String winner() {
    if (ranked.size() < 2 || measure.better() == Measure.Better.NEITHER) {
      return null;
    }
    return beats(ranked.get(0), ranked.get(1)) ? ranked.get(0) : null;
  }

  /** Those that the best one does not beat, itself among them. */
  List<String> leaders() {
    return ranked.stream()
        .filter(model -> model.equals(ranked.get(0)) || !beats(ranked.get(0), model))
        .toList();
  }

  /** For example {@code VAE 0.62, GAN 0.97 +- 0.02}. */
  String numbers() {
    StringBuilder text = new StringBuilder();
    for (String model : ranked) {
      text.append(text.length() == 0 ? "" : ", ").append(model).append(' ').append(show(model));
    }
    return text.toString();
  }

  /**
   * A model's number, with its spread if there are several seeds, for example {@code 61.80 +-
   * 3.83}.
   */
  String show(String model) {
    String mean = Numbers.show(comparison.mean(model, measure.key()));
    if (comparison.seeds() < 2) {
      return mean;
    }
    double spread = comparison.spread(model, measure.key());
    if (mean.contains("e")) {
      return mean + " +- " + Numbers.show(spread);
    }
    int decimals = mean.contains(".") ? mean.length() - mean.indexOf('.') - 1 : 0;
    return mean + " +- " + String.format(Locale.ROOT, "%,." + decimals + "f", spread);
  }
}
