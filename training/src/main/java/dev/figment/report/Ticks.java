package dev.figment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {
  private final double step;
  private final List<Double> values = new ArrayList<>();

  private Ticks(double step) {
    this.step = step;
  }

  /** About so many ticks that enclose a range. */
  static Ticks enclosing(double low, double high, int about) {
    double width = high - low > 0 ? high - low : Math.max(1, Math.abs(high) * 0.1);
    Ticks ticks = new Ticks(step(width / about));
    long first = (long) Math.floor(low / ticks.step);
    long last = Math.max(first + 1, (long) Math.ceil(high / ticks.step - 1e-9));
    for (long i = first; i <= last; i++) {
      ticks.values.add(i * ticks.step);
    }
    return ticks;
  }

  /** Whole numbers within a range, about so many. */
  static Ticks whole(int low, int high, int about) {
    Ticks ticks = new Ticks(Math.max(1, step((high - low) / (double) about)));
    for (long i = (long) Math.ceil(low / ticks.step); i * ticks.step <= high; i++) {
      ticks.values.add(i * ticks.step);
    }
    return ticks;
  }

  /** Ticks within a range, about so many. */
  static Ticks within(double low, double high, int about) {
    Ticks ticks = new Ticks(step((high - low) / about));
    for (long i = (long) Math.ceil(low / ticks.step); i * ticks.step <= high * (1 + 1e-9); i++) {
      ticks.values.add(i * ticks.step);
    }
    return ticks;
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(atLeast, 1e-12))));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= atLeast * 0.999) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  List<Double> values() {
    return values;
  }

  double first() {
    return values.get(0);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  /** A value with as many decimals as the step needs. */
  String text(double value) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
