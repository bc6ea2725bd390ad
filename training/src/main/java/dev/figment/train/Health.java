package dev.figment.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a training is, beyond its losses: numbers that tell whether it has gone astray, and what to
 * do where one says so. Immutable.
 */
public final class Health {
  /** Nothing is known. */
  public static final Health UNKNOWN = new Health(Map.of(), List.of());

  private final Map<String, Double> numbers;
  private final List<String> warnings;

  private Health(Map<String, Double> numbers, List<String> warnings) {
    this.numbers = Collections.unmodifiableMap(numbers);
    this.warnings = Collections.unmodifiableList(warnings);
  }

  /** The same and one more number. */
  public Health number(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(numbers);
    more.put(name, value);
    return new Health(more, warnings);
  }

  /** All numbers and warnings of both. */
  public Health and(Health other) {
    Map<String, Double> all = new LinkedHashMap<>(numbers);
    all.putAll(other.numbers);
    List<String> texts = new ArrayList<>(warnings);
    texts.addAll(other.warnings);
    return new Health(all, texts);
  }

  /** The same and a warning, if something holds: a fact with its numbers, and a cure. */
  public Health warningIf(boolean holds, String warning) {
    if (!holds) {
      return this;
    }
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Health(numbers, more);
  }

  public Map<String, Double> getNumbers() {
    return numbers;
  }

  /** One line each. */
  public List<String> getWarnings() {
    return warnings;
  }

  @Override
  public String toString() {
    return numbers + (warnings.isEmpty() ? "" : " " + warnings);
  }
}
