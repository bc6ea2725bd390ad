package dev.figment.cpu.kernel;

/** Loops that add numbers up, or find the largest. */
final class Sums {
  private Sums() {}

  /** The sum or maximum of a part of a block. */
  static double of(Frame frame, float[] values, int from, int length, boolean max) {
    return max ? largest(values, from, length) : sum(frame.first, values, from, length);
  }

  /** Adds the second half to the first until little is left: exact enough, and vectorised. */
  private static double sum(float[] half, float[] values, int from, int length) {
    int n = length;
    float[] left = values;
    int start = from;
    while (n >= 32) {
      int middle = n / 2;
      fold(left, start, middle, half);
      if (n % 2 == 1) {
        half[0] += left[start + n - 1];
      }
      left = half;
      start = 0;
      n = middle;
    }
    double sum = 0;
    for (int i = start; i < start + n; i++) {
      sum += left[i];
    }
    return sum;
  }

  private static void fold(float[] values, int from, int middle, float[] half) {
    for (int i = 0; i < middle; i++) {
      half[i] = values[from + i] + values[from + middle + i];
    }
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
    if (step == 1) {
      addSideBySide(values, from, length, sums, to, max);
      return;
    }
    for (int i = 0; i < length; i++) {
      int at = to + i * step;
      sums[at] = max ? Math.max(sums[at], values[from + i]) : sums[at] + values[from + i];
    }
  }

  /** Loops without a choice inside, which the JVM vectorises. */
  private static void addSideBySide(
      float[] values, int from, int length, double[] sums, int to, boolean max) {
    if (max) {
      for (int i = 0; i < length; i++) {
        sums[to + i] = Math.max(sums[to + i], values[from + i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        sums[to + i] += values[from + i];
      }
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
