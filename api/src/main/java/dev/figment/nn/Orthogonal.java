package dev.figment.nn;

import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;

/**
 * Random orthonormal vectors, by Gram and Schmidt on normal numbers. The weight counts as a matrix
 * of its first dimension by all others.
 */
final class Orthogonal extends Initializer {
  private final double gain;

  Orthogonal(double gain) {
    this.gain = gain;
  }

  @Override
  public NdArray create(Shape shape, int fanIn, int fanOut, Philox random) {
    int rows = shape.dim(0);
    int columns = shape.getSize() / rows;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] basis = new double[count][];
    float[] draw = new float[length];
    for (int i = 0; i < count; i++) {
      random.fillNormal(draw);
      double[] v = new double[length];
      for (int k = 0; k < length; k++) {
        v[k] = draw[k];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          add(v, basis[j], -dot(v, basis[j]));
        }
      }
      add(v, v, 1 / Math.sqrt(dot(v, v)) - 1);
      basis[i] = v;
    }
    float[] values = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = (float) (gain * (rows <= columns ? basis[r][c] : basis[c][r]));
      }
    }
    return NdArray.of(values, shape);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double[] from, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  @Override
  public String toString() {
    return "orthogonal(" + gain + ")";
  }
}
