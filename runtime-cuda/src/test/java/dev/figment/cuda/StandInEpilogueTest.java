package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Program;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which products take along what follows them, on libraries that play CUDA's. */
class StandInEpilogueTest extends EpilogueConformance {
  @Override
  @Nullable String problem() {
    return StandIn.problem();
  }

  @Override
  Backend open() {
    return new CudaBackend(StandInProvider.gpu());
  }

  /** Kernels and products with an epilogue, of two runs of which the second is recorded already. */
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
  void a_row_that_is_computed_after_the_product_is_added_apart() {
    Layer twice = (x, rows) -> x.plus(rows.apply(0).times(2)).relu();
    assertThat(launches(layer(4, 6, false, twice))).isEqualTo("2 and 0");
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
    Program program = layer(4, 6, false, (x, rows) -> x.plus(rows.apply(0)).relu());
    StandIn.load();
    StandIn.set("no epilogues", 1);
    try {
      assertThat(launches(program)).isEqualTo("1 and 0");
    } finally {
      StandIn.set("no epilogues", 0);
    }
  }
}
