package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.Precision;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which products and convolutions take along what follows them, on libraries that play CUDA's. */
class StandInEpilogueTest extends EpilogueConformance {
  @Override
  @Nullable String problem() {
    return StandIn.problem();
  }

  @Override
  Backend open() {
    return new CudaBackend(new StandInProvider().gpu());
  }

  /**
   * Kernels, and products or convolutions with an epilogue, of two runs of which the second is
   * recorded already.
   */
  private String launches(Program program) {
    StandIn.load();
    long kernels = StandIn.get("launches");
    long epilogues = StandIn.get("epilogues");
    check(program);
    return StandIn.get("launches") - kernels + " and " + (StandIn.get("epilogues") - epilogues);
  }

  @Test
  void a_layer_is_one_launch() {
    assertThat(launches(layer(4, 6, false, (x, rows) -> x.plus(rows.apply(0)).relu())))
        .isEqualTo("0 and 1");
    assertThat(launches(layer(4, 6, false, (x, rows) -> x.plus(rows.apply(0)))))
        .isEqualTo("0 and 1");
    assertThat(launches(layer(4, 6, false, (x, rows) -> x.relu()))).isEqualTo("0 and 1");
  }

  @Test
  void a_layer_of_convolutions_is_one_launch_besides_those_that_lay_channels_last() {
    Layer none = (x, rows) -> x;
    assertThat(launches(convolution(2, 4, 8, 4, 5, none))).isEqualTo("1 and 0");
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(0)))))
        .isEqualTo("1 and 1");
  }

  /** No good engine of cuDNN keeps what is not a number, and none has a leaky relu. */
  @Test
  void a_relu_behind_a_convolution_is_computed_apart() {
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(0)).relu())))
        .isEqualTo("2 and 0");
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> x.relu()))).isEqualTo("2 and 0");
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> leaky(x)))).isEqualTo("2 and 0");
  }

  /** cuDNN gives 16 bits for factors of 16 bits, and an output lies in full. */
  @Test
  void a_convolution_of_16_bits_whose_sum_is_an_output_is_added_to_apart() {
    Graph graph = new Graph();
    graph.precision(Precision.BF16);
    Program program = convolution(graph, 2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(0)));
    StandIn.load();
    long epilogues = StandIn.get("epilogues");
    check(program, 2e-2);
    assertThat(StandIn.get("epilogues")).isEqualTo(epilogues);
  }

  @Test
  void numbers_that_are_not_aligned_are_added_to_channels_apart() {
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(4)))))
        .isEqualTo("1 and 1");
    assertThat(launches(convolution(2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(1)))))
        .isEqualTo("2 and 0");
  }

  @Test
  void a_row_that_is_computed_after_the_product_is_added_apart() {
    Layer twice = (x, rows) -> x.plus(rows.apply(0).times(2)).relu();
    assertThat(launches(layer(4, 6, false, twice))).isEqualTo("2 and 0");
  }

  /** cuBLASLt knows the relu alone. */
  @Test
  void a_leaky_relu_behind_a_product_is_computed_apart() {
    assertThat(launches(layer(4, 6, false, (x, rows) -> leaky(x.plus(rows.apply(0))))))
        .isEqualTo("1 and 0");
  }

  @Test
  void one_row_or_one_column_is_computed_apart() {
    assertThat(launches(layer(1, 6, false, (x, rows) -> x.plus(rows.apply(0)))))
        .isEqualTo("1 and 0");
    assertThat(launches(layer(4, 1, false, (x, rows) -> x.plus(rows.apply(0)))))
        .isEqualTo("1 and 0");
  }

  @Test
  void a_column_or_a_number_is_added_apart() {
    Layer column = (x, rows) -> x.plus(rows.apply(0).slice(0, 0, 4).reshape(4, 1));
    Layer number = (x, rows) -> x.plus(rows.apply(0).slice(0, 0, 1));
    assertThat(launches(layer(4, 6, false, column))).isEqualTo("1 and 0");
    assertThat(launches(layer(4, 6, false, number))).isEqualTo("1 and 0");
  }

  @Test
  void a_row_that_is_not_aligned_is_added_apart() {
    assertThat(launches(layer(4, 6, false, (x, rows) -> x.plus(rows.apply(4)))))
        .isEqualTo("0 and 1");
    assertThat(launches(layer(4, 6, false, (x, rows) -> x.plus(rows.apply(1)))))
        .isEqualTo("1 and 0");
  }

  /** Then numbers are the same, and more is launched. */
  @Test
  void a_library_without_epilogues_is_no_error() {
    Layer whole = (x, rows) -> x.plus(rows.apply(0)).relu();
    Layer sum = (x, rows) -> x.plus(rows.apply(0));
    StandIn.load();
    try {
      StandIn.set("no epilogues", 1);
      assertThat(launches(layer(4, 6, false, whole))).isEqualTo("1 and 0");
      assertThat(launches(convolution(2, 4, 8, 4, 5, sum))).isEqualTo("2 and 0");
      for (int way = 2; way <= 4; way++) {
        StandIn.set("no epilogues", way);
        assertThat(launches(convolution(2, 4, 8, 4, 5, sum))).isEqualTo("2 and 0");
      }
    } finally {
      StandIn.set("no epilogues", 0);
    }
  }
}
