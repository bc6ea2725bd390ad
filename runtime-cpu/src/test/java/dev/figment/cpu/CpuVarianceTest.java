package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variances, which are computed from differences to the first number. */
class CpuVarianceTest {
  private static final int COLUMNS = 20;

  /** The variance of each column. */
  private static float[] variances(float[] values) {
    int rows = values.length / COLUMNS;
    Graph graph = new Graph();
    graph.output(
        "variance",
        graph.input("x", TensorType.f32(rows, COLUMNS)).varianceKept(0).reshape(COLUMNS));
    try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(2))) {
      Executable executable = backend.compile(graph.build("variance"));
      executable.run(NdArray.of(values, rows, COLUMNS));
      return executable.read("variance").floats();
    }
  }

  private static double exact(float[] values, int column) {
    double[] numbers =
        IntStream.range(0, values.length / COLUMNS)
            .mapToDouble(i -> values[i * COLUMNS + column])
            .toArray();
    double mean = Arrays.stream(numbers).average().orElseThrow();
    return Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  /** Numbers around a mean; the first of each column is so many standard deviations from it. */
  private static float[] around(double mean, double deviation, double first, int rows) {
    Random random = new Random(7);
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      double normal = i < COLUMNS ? first : random.nextGaussian();
      values[i] = (float) (mean + deviation * normal);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.5, 5000", "1000, 1, 1, 5000", "-3e5, 1, 2, 5000", "1e-3, 1e-6, 3, 5000",
    "5, 0.1, 10, 5000", "0, 1, 30, 20000", "1, 1e-3, -60, 20000", "0, 1, 3, 2"
  })
  void they_lose_what_the_first_number_is_away_from_the_mean(
      double mean, double deviation, double first, int rows) {
    float[] values = around(mean, deviation, first, rows);
    float[] variances = variances(values);
    double loss = 2e-7 * (4 + first * first);
    for (int column = 0; column < COLUMNS; column++) {
      double right = exact(values, column);
      assertThat((double) variances[column]).isCloseTo(right, within(loss * right));
    }
  }

  @Test
  void they_are_never_negative() {
    for (double value : new double[] {0, 0.1, -1e4, 3e37}) {
      assertThat(variances(around(value, 0, 0, 1000))).containsOnly(0f);
    }
    for (int seed = 0; seed < 20; seed++) {
      float[] values = around(0.1, 1e-6, 1e5 + seed * 777, 3000);
      for (float variance : variances(values)) {
        assertThat(variance).isNotNegative();
      }
    }
  }

  @Test
  void what_is_not_a_number_stays_so() {
    float[] values = around(0, 1, 1, 100);
    values[3 * COLUMNS + 4] = Float.NaN;
    values[5 * COLUMNS + 6] = Float.POSITIVE_INFINITY;
    float[] variances = variances(values);
    for (int column = 0; column < COLUMNS; column++) {
      assertThat(Float.isNaN(variances[column])).isEqualTo(column == 4 || column == 6);
    }
  }
}
