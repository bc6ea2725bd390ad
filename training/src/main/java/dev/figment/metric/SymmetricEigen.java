package dev.figment.metric;

import dev.figment.FigmentException;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: Householder reflections make it
 * tridiagonal, implicit QL steps make that diagonal (Golub and Van Loan, Matrix Computations,
 * algorithms 8.3.1 and 8.3.3). Exact to the machine's precision relative to the largest eigenvalue.
 */
final class SymmetricEigen {
  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_STEPS = 100;

  private final int size;
  private final double[] values;
  private final double[] couplings;
  private final double[][] vectors;

  private SymmetricEigen(double[][] matrix, boolean withVectors) {
    size = matrix.length;
    values = new double[size];
    couplings = new double[size];
    vectors = withVectors ? new double[size][size] : new double[0][];
    double[][] rest = new double[size][];
    for (int i = 0; i < size; i++) {
      rest[i] = matrix[i].clone();
    }
    double[] factors = tridiagonalise(rest);
    if (withVectors) {
      multiplyReflections(rest, factors);
    }
    diagonalise();
  }

  /** Decomposes a symmetric matrix, which stays as it is. */
  static SymmetricEigen of(double[][] matrix) {
    return new SymmetricEigen(matrix, true);
  }

  /** The eigenvalues alone, in no order. */
  static double[] values(double[][] matrix) {
    return new SymmetricEigen(matrix, false).values;
  }

  /** The eigenvalues, in no order. */
  double[] getValues() {
    return values;
  }

  /** The eigenvectors of length 1, one a row, in the order of the values. */
  double[][] getVectors() {
    return vectors;
  }

  /**
   * Leaves diagonal and couplings behind, and in row k of the matrix the vector of reflection k,
   * which changes the coordinates from k + 1 on.
   */
  private double[] tridiagonalise(double[][] a) {
    double[] factors = new double[size];
    double[] p = new double[size];
    for (int k = 0; k < size - 1; k++) {
      double[] v = a[k];
      values[k] = v[k];
      double norm = 0;
      for (int i = k + 1; i < size; i++) {
        norm = Math.hypot(norm, v[i]);
      }
      couplings[k] = v[k + 1] > 0 ? -norm : norm;
      if (norm == 0) {
        continue;
      }
      v[k + 1] -= couplings[k];
      double factor = 1 / (norm * (norm + Math.abs(v[k + 1] + couplings[k])));
      factors[k] = factor;
      double along = 0;
      for (int i = k + 1; i < size; i++) {
        p[i] = factor * product(a[i], v, k + 1);
        along += p[i] * v[i];
      }
      double half = factor * along / 2;
      for (int i = k + 1; i < size; i++) {
        p[i] -= half * v[i];
      }
      for (int i = k + 1; i < size; i++) {
        double[] row = a[i];
        double vi = v[i];
        double pi = p[i];
        for (int j = k + 1; j < size; j++) {
          row[j] -= vi * p[j] + pi * v[j];
        }
      }
    }
    values[size - 1] = a[size - 1][size - 1];
    return factors;
  }

  private void multiplyReflections(double[][] reflections, double[] factors) {
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    for (int k = size - 2; k >= 0; k--) {
      double[] v = reflections[k];
      for (int i = k + 1; i < size; i++) {
        double[] row = vectors[i];
        double scale = factors[k] * product(row, v, k + 1);
        for (int j = k + 1; j < size; j++) {
          row[j] -= scale * v[j];
        }
      }
    }
  }

  private void diagonalise() {
    double norm = 0;
    for (int i = 0; i < size; i++) {
      norm = Math.max(norm, Math.abs(values[i]) + Math.abs(couplings[i]));
    }
    for (int first = 0; first < size; first++) {
      int last = uncoupled(first, norm);
      for (int step = 0; last != first; step++) {
        if (step == MOST_STEPS) {
          throw new FigmentException("the eigenvalues of a matrix of " + size + " were not found");
        }
        sweep(first, last);
        last = uncoupled(first, norm);
      }
    }
  }

  /** The end of the block that begins at a row: the first one without coupling to the next. */
  private int uncoupled(int from, double norm) {
    int row = from;
    while (row < size - 1 && Math.abs(couplings[row]) > EPSILON * norm) {
      row++;
    }
    return row;
  }

  /** One implicit QL step with Wilkinson's shift on the rows from first to last. */
  private void sweep(int first, int last) {
    double g = (values[first + 1] - values[first]) / (2 * couplings[first]);
    double r = Math.hypot(g, 1);
    g = values[last] - values[first] + couplings[first] / (g + Math.copySign(r, g));
    double sin = 1;
    double cos = 1;
    double p = 0;
    for (int i = last - 1; i >= first; i--) {
      double f = sin * couplings[i];
      double b = cos * couplings[i];
      r = Math.hypot(f, g);
      couplings[i + 1] = r;
      if (r == 0) {
        values[i + 1] -= p;
        couplings[last] = 0;
        return;
      }
      sin = f / r;
      cos = g / r;
      g = values[i + 1] - p;
      r = (values[i] - g) * sin + 2 * cos * b;
      p = sin * r;
      values[i + 1] = g + p;
      g = cos * r - b;
      if (vectors.length > 0) {
        rotate(vectors[i], vectors[i + 1], sin, cos);
      }
    }
    values[first] -= p;
    couplings[first] = g;
    couplings[last] = 0;
  }

  private static void rotate(double[] low, double[] high, double sin, double cos) {
    for (int k = 0; k < low.length; k++) {
      double f = high[k];
      high[k] = sin * low[k] + cos * f;
      low[k] = cos * low[k] - sin * f;
    }
  }

  /** The inner product of two rows from a position on. */
  static double product(double[] a, double[] b, int from) {
    double even = 0;
    double odd = 0;
    int j = from;
    for (; j < a.length - 1; j += 2) {
      even += a[j] * b[j];
      odd += a[j + 1] * b[j + 1];
    }
    return even + odd + (j < a.length ? a[j] * b[j] : 0);
  }
}
