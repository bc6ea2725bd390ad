package dev.figment.cpu.kernel;

/** Loops that add numbers up, or find the largest. */
final class Sums {
  /** So many numbers are added one by one. */
  private static final int LEAST = 32;

  private Sums() {}

  /** The sum or maximum of a part of a block. */
  static double of(Frame frame, float[] values, int from, int length, boolean max) {
    if (max) {
      return largest(values, from, length);
    }
    float[] left = values;
    int start = from;
    int n = length;
    if (n >= LEAST) {
      n = halve(frame, values, from, length);
      left = frame.first;
      start = 0;
    }
    double sum = 0;
    for (int i = start; i < start + n; i++) {
      sum += left[i];
    }
    return sum;
  }

  /**
   * Adds the second half of numbers to the first until fewer than {@link #LEAST} are left: exact
   * enough, and vectorised, which the JVM does not do for sums of two places of one array.
   *
   * @return how many are left, in {@code frame.first}
   */
  private static int halve(Frame frame, float[] values, int from, int length) {
    float[] sums = frame.first;
    float[] others = frame.second;
    System.arraycopy(values, from, sums, 0, length);
    int n = length;
    while (n >= LEAST) {
      int half = n / 2;
      System.arraycopy(sums, half, others, 0, half);
      add(others, sums, half);
      if (n % 2 == 1) {
        sums[0] += sums[n - 1];
      }
      n = half;
    }
    return n;
  }

  /** Adds each value to its own sum. */
  static void add(float[] values, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += values[i];
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
