package dev.figment.samples.run.bench;

import java.util.List;

/** The middle of some numbers and how far they lie apart. */
record Quantiles(double low, double median, double high) {
  /** The 10th, 50th and 90th percentile; between two numbers in proportion. */
  static Quantiles of(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quantiles(at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
