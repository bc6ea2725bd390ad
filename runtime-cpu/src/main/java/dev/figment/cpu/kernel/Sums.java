package dev.figment.cpu.kernel;

/** Loops that add numbers up, or find the largest. */
final class Sums {
  private Sums() {}

  /** The sum or maximum of a part of a block. Four sums at once hide the latency of additions. */
  static double of(float[] values, int from, int length, boolean max) {
    return max ? largest(values, from, length) : sum(values, from, length);
  }

  private static double sum(float[] values, int from, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = from + length;
    int i = from;
    for (; i + 4 <= end; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < end; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  private static double largest(float[] values, int from, int length) {
    float a = values[from];
    for (int i = from + 1; i < from + length; i++) {
      a = Math.max(a, values[i]);
    }
    return a;
  }

  /** Combines each value with its own element. */
  static void add(
      float[] values, int from, int length, double[] sums, int to, int step, boolean max) {
    for (int i = 0; i < length; i++) {
      int at = to + i * step;
      sums[at] = max ? Math.max(sums[at], values[from + i]) : sums[at] + values[from + i];
    }
  }

  /** Combines each value with its own element. */
  static void add(
      int[] values, int from, int length, double[] sums, int to, int step, boolean max) {
    for (int i = 0; i < length; i++) {
      int at = to + i * step;
      sums[at] = max ? Math.max(sums[at], values[from + i]) : sums[at] + values[from + i];
    }
  }
}
