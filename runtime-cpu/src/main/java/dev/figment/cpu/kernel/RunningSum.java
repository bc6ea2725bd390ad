package dev.figment.cpu.kernel;

import java.util.Arrays;

/**
 * The sum of blocks whose elements are added to the same results, place by place: one vectorised
 * pass for a block. Now and then what has come together is added up with what rounding lost (Kahan
 * 1965, "Further remarks on reducing truncation errors"), and goes to the results in double
 * precision at the end.
 */
final class RunningSum {
  /** So many blocks are added before what rounding loses is looked at. */
  private static final int SOME = 16;

  private final float[] some = new float[Frame.BLOCK];
  private final float[] sums = new float[Frame.BLOCK];
  private final float[] lost = new float[Frame.BLOCK];
  private int rows;
  private int width;
  private int to;
  private int blocks;
  private boolean empty = true;

  /** Adds rows of a block, each of so many neighbours, to the results from {@code place} on. */
  void add(Frame frame, float[] values, int count, int length, int place, double[] results) {
    if (rows != count || width != length || to != place) {
      flush(frame, results);
      rows = count;
      width = length;
      to = place;
    }
    if (blocks == 0) {
      System.arraycopy(values, 0, some, 0, count * length);
    } else {
      Sums.add(values, some, count * length);
    }
    if (++blocks == SOME) {
      gather();
    }
  }

  private void gather() {
    if (empty) {
      System.arraycopy(some, 0, sums, 0, rows * width);
      Arrays.fill(lost, 0, rows * width, 0);
      empty = false;
    } else {
      add(some, sums, lost, rows * width);
    }
    blocks = 0;
  }

  private static void add(float[] values, float[] sums, float[] lost, int n) {
    for (int i = 0; i < n; i++) {
      float value = values[i] - lost[i];
      float sum = sums[i] + value;
      lost[i] = sum - sums[i] - value;
      sums[i] = sum;
    }
  }

  /** Begins anew. */
  void clear() {
    blocks = 0;
    empty = true;
  }

  /** Adds what has come together to the results. */
  void flush(Frame frame, double[] results) {
    if (blocks > 0) {
      gather();
    }
    if (empty) {
      return;
    }
    empty = true;
    if (width == 1) {
      results[to] += Sums.of(frame, sums, 0, rows, false);
      return;
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        results[to + i] += sums[row * width + i];
      }
    }
  }
}
