package dev.figment.metric;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.data.Dataset;
import java.util.Arrays;

/** One row of numbers for each example: what most measures compare. Immutable. */
public final class Features {
  private final int size;
  private final int dimension;
  private final double[] values;

  private Features(int size, int dimension, double[] values) {
    this.size = size;
    this.dimension = dimension;
    this.values = values;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new FigmentException(
            "feature " + i % dimension + " of example " + i / dimension + " is " + values[i],
            "measures need finite numbers; look for a model that diverged");
      }
    }
  }

  /**
   * The rows of an array, copied.
   *
   * @throws FigmentException if there are none, they differ in length, or a number is not finite
   */
  public static Features of(double[][] rows) {
    int dimension = rows.length == 0 ? 0 : rows[0].length;
    checkFilled(rows.length, dimension);
    double[] values = new double[Math.multiplyExact(rows.length, dimension)];
    for (int i = 0; i < rows.length; i++) {
      checkLength(i, rows[i].length, dimension);
      System.arraycopy(rows[i], 0, values, i * dimension, dimension);
    }
    return new Features(rows.length, dimension, values);
  }

  /**
   * The rows of an array, copied.
   *
   * @throws FigmentException if there are none, they differ in length, or a number is not finite
   */
  public static Features of(float[][] rows) {
    int dimension = rows.length == 0 ? 0 : rows[0].length;
    checkFilled(rows.length, dimension);
    double[] values = new double[Math.multiplyExact(rows.length, dimension)];
    for (int i = 0; i < rows.length; i++) {
      checkLength(i, rows[i].length, dimension);
      for (int j = 0; j < dimension; j++) {
        values[i * dimension + j] = rows[i][j];
      }
    }
    return new Features(rows.length, dimension, values);
  }

  /** An array {@code [n, ...]}, copied: one row for each example. */
  public static Features of(NdArray array) {
    int size = array.getShape().dim(0);
    return new Features(size, array.getSize() / size, array.copy().to(DType.F64).doubles());
  }

  /** The pixels of all examples of a data set, in its range; 8 bytes for each number. */
  public static Features pixels(Dataset dataset) {
    int dimension = dataset.getExampleShape().getSize();
    double[] values = new double[Math.multiplyExact(dataset.getSize(), dimension)];
    float[] example = new float[dimension];
    for (int i = 0; i < dataset.getSize(); i++) {
      dataset.read(i, example, 0);
      for (int j = 0; j < dimension; j++) {
        values[i * dimension + j] = example[j];
      }
    }
    return new Features(dataset.getSize(), dimension, values);
  }

  private static void checkFilled(int rows, int columns) {
    if (rows == 0 || columns == 0) {
      throw new FigmentException(
          "features need at least one example and one number each, not " + rows + " x " + columns);
    }
  }

  private static void checkLength(int row, int length, int dimension) {
    if (length != dimension) {
      throw new FigmentException(
          "example " + row + " has " + length + " features, the first one has " + dimension,
          "all examples need the same number");
    }
  }

  /** The number of examples, n. */
  public int getSize() {
    return size;
  }

  /** The number of features of one example, d. */
  public int getDimension() {
    return dimension;
  }

  /** One feature of one example. */
  public double get(int example, int feature) {
    return values[example * dimension + feature];
  }

  /** The features of one example, as a copy. */
  public double[] row(int example) {
    return Arrays.copyOfRange(values, example * dimension, (example + 1) * dimension);
  }

  /** The examples of these indices, in this order. */
  public Features select(int... examples) {
    checkFilled(examples.length, dimension);
    double[] selected = new double[Math.multiplyExact(examples.length, dimension)];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(values, examples[i] * dimension, selected, i * dimension, dimension);
    }
    return new Features(examples.length, dimension, selected);
  }

  /** The mean of each feature, d numbers. */
  public double[] mean() {
    double[] mean = new double[dimension];
    for (int i = 0; i < values.length; i++) {
      mean[i % dimension] += values[i];
    }
    for (int j = 0; j < dimension; j++) {
      mean[j] /= size;
    }
    return mean;
  }

  /**
   * The unbiased covariance, d x d: sums of products of differences from the mean over {@code n -
   * 1}, as NumPy's {@code cov(rowvar=False)}.
   *
   * @throws FigmentException if there is only one example
   */
  public double[][] covariance() {
    Check.atLeast("covariance", this, 2);
    double[] mean = mean();
    double[][] covariance = new double[dimension][dimension];
    double[] centred = new double[dimension];
    for (int n = 0; n < size; n++) {
      for (int j = 0; j < dimension; j++) {
        centred[j] = get(n, j) - mean[j];
      }
      for (int i = 0; i < dimension; i++) {
        double[] row = covariance[i];
        double factor = centred[i];
        for (int j = 0; j <= i; j++) {
          row[j] += factor * centred[j];
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] /= size - 1;
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** The squared Euclidean distance of an example to one of others; exactly 0 for equal ones. */
  double squaredDistance(int example, Features others, int other) {
    int a = example * dimension;
    int b = other * dimension;
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j < dimension - 1; j += 2) {
      double first = values[a + j] - others.values[b + j];
      double second = values[a + j + 1] - others.values[b + j + 1];
      even += first * first;
      odd += second * second;
    }
    double rest = j < dimension ? values[a + j] - others.values[b + j] : 0;
    return even + odd + rest * rest;
  }

  /** The inner product of an example with one of others. */
  double product(int example, Features others, int other) {
    int a = example * dimension;
    int b = other * dimension;
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j < dimension - 1; j += 2) {
      even += values[a + j] * others.values[b + j];
      odd += values[a + j + 1] * others.values[b + j + 1];
    }
    return even + odd + (j < dimension ? values[a + j] * others.values[b + j] : 0);
  }

  /** For example {@code 10000 examples of 128 features}. */
  @Override
  public String toString() {
    return size + " examples of " + dimension + " features";
  }
}
