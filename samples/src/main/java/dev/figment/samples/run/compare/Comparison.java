package dev.figment.samples.run.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each model came to, in plain numbers: for each measure one number for each seed. Immutable.
 */
final class Comparison {
  private final int seeds;
  private final double skill;
  private final Map<String, Map<String, List<Double>>> values;

  private Comparison(int seeds, double skill, Map<String, Map<String, List<Double>>> values) {
    this.seeds = seeds;
    this.skill = skill;
    this.values = values;
  }

  /**
   * Nothing measured yet.
   *
   * @param seeds the number of trainings of each model
   * @param skill of the extractor, from 0 (guesses) to 1 (always right); NaN if not known
   */
  static Comparison of(int seeds, double skill) {
    return new Comparison(seeds, skill, Map.of());
  }

  /** The same with one model's number of one measure for one more seed. */
  Comparison with(String model, String measure, double value) {
    Map<String, Map<String, List<Double>>> more = new LinkedHashMap<>();
    values.forEach((name, numbers) -> more.put(name, new LinkedHashMap<>(numbers)));
    List<Double> longer = new ArrayList<>(values(model, measure));
    longer.add(value);
    more.computeIfAbsent(model, name -> new LinkedHashMap<>()).put(measure, List.copyOf(longer));
    return new Comparison(seeds, skill, more);
  }

  int seeds() {
    return seeds;
  }

  double skill() {
    return skill;
  }

  /** The names of the models, in the order in which they came. */
  List<String> models() {
    return List.copyOf(values.keySet());
  }

  /** Which measures any model has, in no order. */
  Set<String> measures() {
    Set<String> all = new LinkedHashSet<>();
    values.values().forEach(numbers -> all.addAll(numbers.keySet()));
    return all;
  }

  boolean has(String model, String measure) {
    return !values(model, measure).isEmpty();
  }

  /** Why a model has no number of a measure. */
  String lack(String model, Measure measure) {
    if (mean(model, Measure.FAILED.key()) == 1) {
      return "diverged";
    }
    return measure.equals(Measure.SEARCH) ? "no need" : "cannot";
  }

  private List<Double> values(String model, String measure) {
    return values.getOrDefault(model, Map.of()).getOrDefault(measure, List.of());
  }

  /** The mean over the seeds; NaN if there is none. */
  double mean(String model, String measure) {
    return values(model, measure).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** The sample standard deviation over the seeds; 0 with less than two. */
  double spread(String model, String measure) {
    List<Double> numbers = values(model, measure);
    if (numbers.size() < 2) {
      return 0;
    }
    double mean = mean(model, measure);
    double squares =
        numbers.stream().mapToDouble(number -> (number - mean) * (number - mean)).sum();
    return Math.sqrt(squares / (numbers.size() - 1));
  }
}
