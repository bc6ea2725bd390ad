package dev.figment.cpu.kernel;

/**
 * The sum of blocks whose elements are added to the same results, place by place: one vectorised
 * pass for a block. Some blocks are added up, then some of such sums, and what has come together
 * goes to the results in double precision; so a number is rounded as in a few additions, and places
 * err independently.
 */
final class RunningSum {
  /** So many are added up in single precision, blocks as well as sums of them. */
  private static final int SOME = 16;

  private final float[] inner = new float[Frame.BLOCK];
  private final float[] outer = new float[Frame.BLOCK];
  private int rows;
  private int width;
  private int to;
  private int blocks;
  private int sums;

  /** Adds rows of a block, each of so many neighbours, to the results from {@code place} on. */
  void add(Frame frame, float[] values, int count, int length, int place, double[] results) {
    if (rows != count || width != length || to != place) {
      flush(frame, results);
      rows = count;
      width = length;
      to = place;
    }
    add(values, inner, blocks++);
    if (blocks == SOME) {
      gather();
    }
    if (sums == SOME) {
      flush(frame, results);
    }
  }

  private void add(float[] values, float[] totals, int known) {
    if (known == 0) {
      System.arraycopy(values, 0, totals, 0, rows * width);
    } else {
      Sums.add(values, totals, rows * width);
    }
  }

  private void gather() {
    add(inner, outer, sums++);
    blocks = 0;
  }

  /** Begins anew. */
  void clear() {
    blocks = 0;
    sums = 0;
  }

  /** Adds what has come together to the results. */
  void flush(Frame frame, double[] results) {
    if (blocks > 0) {
      gather();
    }
    if (sums == 0) {
      return;
    }
    sums = 0;
    if (width == 1) {
      results[to] += Sums.of(frame, outer, 0, rows, false);
      return;
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        results[to + i] += outer[row * width + i];
      }
    }
  }
}
