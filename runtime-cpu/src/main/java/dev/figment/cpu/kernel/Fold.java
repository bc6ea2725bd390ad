package dev.figment.cpu.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Adds up windows where they overlap: each pixel of a small image has a window's worth of numbers,
 * which go to the places that the window covers in a large one. Images have their channels last; an
 * image of one dimension is one of height 1.
 */
final class Fold {
  private final int[] pixels;
  private final int[] window;
  private final int[] strides;
  private final int[] pads;
  private final int[] size;
  private final int channels;
  private final int line;
  private final float[] part;
  private final float[] sums;

  /**
   * Prepares; all arrays are height and width.
   *
   * @param pixels of the small image, a window each
   * @param pads how far the first window begins before the large image
   * @param size of the large image
   */
  Fold(int[] pixels, int[] window, int[] strides, int[] pads, int[] size, int channels) {
    this.pixels = pixels;
    this.window = window;
    this.strides = strides;
    this.pads = pads;
    this.size = size;
    this.channels = channels;
    int covered = (pixels[1] - 1) * strides[1] + window[1];
    this.line = Math.max(covered, pads[1] + size[1]) * channels;
    this.part = new float[pixels[1] * window[0] * window[1] * channels];
    this.sums = new float[line * size[0]];
  }

  /** The numbers of all windows of an image. */
  int getWindows() {
    return pixels[0] * part.length;
  }

  /** The numbers of a large image. */
  int getImage() {
    return size[0] * size[1] * channels;
  }

  /** Makes one large image. */
  void run(FloatBuffer windows, int from, FloatBuffer image, int to) {
    Arrays.fill(sums, 0);
    for (int y = 0; y < pixels[0]; y++) {
      windows.get(from + y * part.length, part, 0, part.length);
      for (int k = 0; k < window[0]; k++) {
        int row = y * strides[0] - pads[0] + k;
        if (row >= 0 && row < size[0]) {
          addLine(k, row * line);
        }
      }
    }
    int width = size[1] * channels;
    for (int y = 0; y < size[0]; y++) {
      image.put(to + y * width, sums, y * line + pads[1] * channels, width);
    }
  }

  /**
   * Adds one line of each window of a row, number by number of the line: neighbouring windows add
   * to the same sums, so that none would wait for what the one before has just written.
   */
  private void addLine(int k, int to) {
    int run = window[1] * channels;
    int next = window[0] * run;
    int step = strides[1] * channels;
    for (int i = 0; i < run; i++) {
      add(part, k * run + i, next, sums, to + i, step, pixels[1]);
    }
  }

  private static void add(
      float[] values, int from, int next, float[] sums, int to, int step, int n) {
    int source = from;
    int target = to;
    for (int i = 0; i < n; i++) {
      sums[target] += values[source];
      source += next;
      target += step;
    }
  }
}
