package dev.figment.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Means of reported terms, weighted by examples; the sums can be stored and taken up again. */
final class Means {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final Map<String, Double> weights = new LinkedHashMap<>();

  void add(String term, double value, double weight) {
    sums.merge(term, value * weight, Double::sum);
    weights.merge(term, weight, Double::sum);
  }

  Map<String, Double> get() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((term, sum) -> means.put(term, sum / weights.getOrDefault(term, 1.0)));
    return Collections.unmodifiableMap(means);
  }

  void clear() {
    sums.clear();
    weights.clear();
  }

  /** Exact text: term, bits of the sum, bits of the weight, a line each. */
  String save() {
    StringBuilder text = new StringBuilder();
    sums.forEach(
        (term, sum) ->
            text.append(term)
                .append(' ')
                .append(Long.toHexString(Double.doubleToLongBits(sum)))
                .append(' ')
                .append(Long.toHexString(Double.doubleToLongBits(weights.getOrDefault(term, 0.0))))
                .append('\n'));
    return text.toString();
  }

  void load(String text) {
    clear();
    for (String line : text.split("\n", -1)) {
      int last = line.lastIndexOf(' ');
      int middle = line.lastIndexOf(' ', last - 1);
      if (middle > 0) {
        String term = line.substring(0, middle);
        sums.put(term, bits(line.substring(middle + 1, last)));
        weights.put(term, bits(line.substring(last + 1)));
      }
    }
  }

  private static double bits(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
