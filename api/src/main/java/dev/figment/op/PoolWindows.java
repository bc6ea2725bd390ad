package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;

/** The windows of pooling, and the place of the largest element in each. */
final class PoolWindows {
  private PoolWindows() {}

  static Shape outputShape(ConvGeometry geometry, int[] kernel, Shape input) {
    if (input.getRank() != kernel.length + 2 || geometry.getSpatialRank() != kernel.length) {
      throw new FigmentException(
          kernel.length + "-d pooling takes a rank of " + (kernel.length + 2) + ", not " + input);
    }
    Shape result = input;
    for (int i = 0; i < kernel.length; i++) {
      if (geometry.getPadLow()[i] >= kernel[i] || geometry.getPadHigh()[i] >= kernel[i]) {
        throw new FigmentException(
            "padding of a pool must be smaller than its window of " + kernel[i]);
      }
      int windows = geometry.outputSize(i, input.dim(i + 2), kernel[i]);
      for (int o = 0; o < windows; o++) {
        if (!touches(geometry, i, o, kernel[i], input.dim(i + 2))) {
          throw new FigmentException(
              "window " + o + " of a pool sees only padding of " + input, "use a smaller dilation");
        }
      }
      result = result.withDim(i + 2, windows);
    }
    return result;
  }

  /** Whether a window has a tap inside the image. */
  private static boolean touches(
      ConvGeometry geometry, int dimension, int window, int kernel, int size) {
    for (int k = 0; k < kernel; k++) {
      int i = geometry.position(dimension, window, k);
      if (i >= 0 && i < size) {
        return true;
      }
    }
    return false;
  }

  /** For each window, the row-major index of its largest element; the first among equals. */
  static int[] largest(ConvGeometry geometry, int[] kernel, NdArray selector, Shape output) {
    int[] best = new int[output.getSize()];
    java.util.Arrays.fill(best, -1);
    Shape input = selector.getShape();
    double[] values = selector.doubles();
    for (int plane = 0; plane < input.dim(0) * input.dim(1); plane++) {
      visit(geometry, kernel, input, output, values, best, 0, plane, plane);
    }
    return best;
  }

  private static void visit(
      ConvGeometry geometry,
      int[] kernel,
      Shape input,
      Shape output,
      double[] values,
      int[] best,
      int d,
      int in,
      int out) {
    if (d == kernel.length) {
      if (best[out] < 0 || values[in] > values[best[out]]) {
        best[out] = in;
      }
      return;
    }
    for (int o = 0; o < output.dim(d + 2); o++) {
      for (int k = 0; k < kernel[d]; k++) {
        int i = geometry.position(d, o, k);
        if (i >= 0 && i < input.dim(d + 2)) {
          visit(
              geometry,
              kernel,
              input,
              output,
              values,
              best,
              d + 1,
              in * input.dim(d + 2) + i,
              out * output.dim(d + 2) + o);
        }
      }
    }
  }
}
