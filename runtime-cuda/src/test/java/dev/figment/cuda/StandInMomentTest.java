package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.Moment;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long steps take, on a GPU whose clock goes on by 20 microseconds for a product. */
class StandInMomentTest {
  private static final double STEP = 20e-6;

  @TempDir Path folder;

  @BeforeEach
  void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
    StandIn.set("devices", 2);
    StandIn.set("time of algorithm 0", 20);
  }

  @AfterEach
  void stops_the_clock() {
    StandIn.set("devices", 1);
    StandIn.set("time of algorithm 0", 0);
  }

  private Backend open(int... devices) {
    return CudaBackend.open(CudaOptions.defaults().cache(folder).devices(devices));
  }

  private static Executable product(Backend backend) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(3, 4));
    graph.output("y", x.matMul(graph.fill(1, TensorType.f32(4, 5))));
    return backend.compile(graph.build("product"));
  }

  private static void run(Executable product, int times) {
    for (int i = 0; i < times; i++) {
      product.run(NdArray.zeros(TensorType.f32(3, 4)));
    }
  }

  private void the_gpus_clock_counts(Backend backend) {
    Executable product = product(backend);
    run(product, 1);
    Moment start = backend.mark();
    run(product, 3);
    Moment middle = backend.mark();
    run(product, 2);
    Moment end = backend.mark();
    assertThat(end.secondsSince(middle)).isCloseTo(2 * STEP, within(1e-9));
    assertThat(middle.secondsSince(start)).isCloseTo(3 * STEP, within(1e-9));
    assertThat(end.secondsSince(start)).isCloseTo(5 * STEP, within(1e-9));
  }

  @Test
  void what_the_gpu_computed_between_two_moments_is_timed_by_its_own_clock() {
    try (Backend backend = open(0)) {
      the_gpus_clock_counts(backend);
    }
  }

  @Test
  void of_several_gpus_the_longest_time_counts() {
    try (Backend backend = open(1, 0)) {
      the_gpus_clock_counts(backend);
    }
  }

  @Test
  void a_mark_does_not_wait_for_the_gpu() {
    try (Backend backend = open(0)) {
      Executable product = product(backend);
      Moment start = backend.mark();
      long before = StandIn.get("clock");
      run(product, 1);
      Moment end = backend.mark();
      assertThat(StandIn.get("clock")).isEqualTo(before);
      assertThat(end.secondsSince(start)).isCloseTo(STEP, within(1e-9));
      assertThat(StandIn.get("clock")).isEqualTo(before + 20);
    }
  }

  @Test
  void what_nobody_holds_is_taken_again_and_the_rest_ends_with_the_backend()
      throws InterruptedException {
    long before = StandIn.get("live");
    try (Backend backend = open(0)) {
      Moment start = backend.mark();
      long one = StandIn.get("live");
      int marks = 0;
      while (StandIn.get("live") == one + marks) {
        assertThat(marks).isLessThan(1000);
        backend.mark();
        marks++;
        System.gc();
        Thread.sleep(1);
      }
      assertThat(backend.mark().secondsSince(start)).isZero();
    }
    assertThat(StandIn.get("live")).isEqualTo(before);
  }

  @Test
  void a_closed_backend_has_no_moments() {
    Backend backend = open(0);
    Moment start = backend.mark();
    Moment end = backend.mark();
    backend.close();
    assertThatThrownBy(() -> end.secondsSince(start))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the cuda backend is closed");
    assertThatThrownBy(backend::mark)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the cuda backend is closed");
  }

  @Test
  void moments_of_two_backends_have_no_clock_in_common() {
    try (Backend one = open(0);
        Backend other = open(1)) {
      Moment start = one.mark();
      for (Moment end : new Moment[] {other.mark(), Moment.now()}) {
        assertThatThrownBy(() -> end.secondsSince(start))
            .isInstanceOf(FigmentException.class)
            .hasMessage(
                "the two moments are of different backends\n    take both from one backend");
      }
    }
  }
}
