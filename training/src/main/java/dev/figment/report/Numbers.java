package dev.figment.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** With four digits that mean something, for example 105.5, 0.01234 or 3.1e-07. */
  public static String show(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double size = Math.abs(value);
    if (size < 1e-3) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = 3 - (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%." + Math.min(5, decimals) + "f", value);
  }

  /** A time as minutes and seconds, for example 1:05, or 2:00:00 with hours. */
  public static String time(double seconds) {
    long all = Math.round(seconds);
    return all < 3600
        ? String.format(Locale.ROOT, "%d:%02d", all / 60, all % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60);
  }
}
