package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetricEigenTest {
  @Test
  void finds_the_eigenvalues_that_lapack_finds() {
    double[] values = SymmetricEigen.values(Reference.rows("covariance"));
    Arrays.sort(values);
    assertThat(values).containsExactly(Reference.array("eigenvalues"), within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "2,1", "7,7", "40,40", "40,3", "40,0", "65,64"})
  void vectors_are_orthonormal_and_rebuild_the_matrix(int size, int rank) {
    double[][] matrix = random(size, rank);
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    double[][] v = eigen.getVectors();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double rebuilt = 0;
        for (int k = 0; k < size; k++) {
          rebuilt += eigen.getValues()[k] * v[k][i] * v[k][j];
        }
        assertThat(rebuilt).isCloseTo(matrix[i][j], within(1e-12 * size));
        assertThat(SymmetricEigen.product(v[i], v[j], 0))
            .isCloseTo(i == j ? 1 : 0, within(1e-13 * size));
      }
    }
    long positive = Arrays.stream(eigen.getValues()).filter(value -> value > 1e-11).count();
    assertThat(positive).isEqualTo(rank);
  }

  @Test
  void a_diagonal_matrix_is_its_own_answer() {
    double[] values = SymmetricEigen.values(new double[][] {{3, 0, 0}, {0, -1, 0}, {0, 0, 0}});
    Arrays.sort(values);
    assertThat(values).containsExactly(-1, 0, 3);
  }

  /** A sum of so many outer products. */
  private static double[][] random(int size, int rank) {
    double[][] matrix = new double[size][size];
    for (int r = 0; r < rank; r++) {
      float[] x = new float[size];
      Philox.stream(3, "matrix", r).fillNormal(x);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          matrix[i][j] += (double) x[i] * x[j];
        }
      }
    }
    return matrix;
  }
}
