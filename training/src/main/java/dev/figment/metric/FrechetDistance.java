package dev.figment.metric;

/**
 * The Frechet distance of two normal distributions with the means and covariances of two sets of
 * features (Heusel et al. 2017, eq. 6; Dowson and Landau 1982):
 *
 * <pre>{@code |m1 - m2|^2 + Tr(A) + Tr(B) - 2 Tr sqrt(sqrt(A) B sqrt(A))}</pre>
 *
 * <p>In squared units of the features, 0 for equal distributions and never below. The estimate from
 * n examples is biased upwards, the more so the fewer: compare numbers of equal n only. Covariances
 * may be singular, as with fewer examples than dimensions. It is called FID only with features of
 * Inception: see {@link FeatureExtractor#getFrechetName()}.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * The distance of two sets of features.
   *
   * @throws dev.figment.FigmentException if a set has fewer than 2 examples, or the dimensions
   *     differ
   */
  public static double of(Features real, Features generated) {
    Check.comparable("Frechet distance", real, generated);
    Check.atLeast("Frechet distance", real, 2);
    Check.atLeast("Frechet distance", generated, 2);
    double[][] a = real.covariance();
    double[][] b = generated.covariance();
    double[] mean = real.mean();
    double[] other = generated.mean();
    double distance = 0;
    for (int i = 0; i < mean.length; i++) {
      double shift = mean[i] - other[i];
      distance += shift * shift + a[i][i] + b[i][i];
    }
    return Math.max(0, distance - 2 * traceOfRoot(a, b));
  }

  /** The trace of {@code sqrt(sqrt(A) B sqrt(A))}, in the coordinates of A's eigenvectors. */
  private static double traceOfRoot(double[][] a, double[][] b) {
    SymmetricEigen eigen = SymmetricEigen.of(a);
    double[] values = eigen.getValues();
    double least = noise(values);
    int rank = 0;
    double[][] roots = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      if (values[i] > least) {
        double root = Math.sqrt(values[i]);
        double[] vector = eigen.getVectors()[i];
        roots[rank] = new double[vector.length];
        for (int j = 0; j < vector.length; j++) {
          roots[rank][j] = root * vector[j];
        }
        rank++;
      }
    }
    if (rank == 0) {
      return 0;
    }
    double[][] product = new double[rank][rank];
    double[] image = new double[b.length];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < b.length; j++) {
        image[j] = SymmetricEigen.product(b[j], roots[i], 0);
      }
      for (int j = 0; j < rank; j++) {
        product[i][j] = SymmetricEigen.product(image, roots[j], 0);
      }
    }
    return sumOfRoots(symmetric(product));
  }

  private static double[][] symmetric(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  private static double sumOfRoots(double[][] matrix) {
    double[] values = SymmetricEigen.values(matrix);
    double least = noise(values);
    double sum = 0;
    for (double value : values) {
      sum += value > least ? Math.sqrt(value) : 0;
    }
    return sum;
  }

  /** What rounding leaves of eigenvalues that are 0, whose roots would not be small. */
  private static double noise(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest * values.length * Math.ulp(1.0);
  }
}
