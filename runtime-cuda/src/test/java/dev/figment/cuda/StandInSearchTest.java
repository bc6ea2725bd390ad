package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.cuda.source.Sha256;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which algorithm is taken, on a GPU whose clock goes on as told here. */
class StandInSearchTest {
  private static final long ROOM = 1L << 30;

  private final List<String> refused = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
    times("algorithm", 50, 20, 40);
    times("engine", 10, 10, 50, 20, 5);
  }

  @AfterEach
  void gives_back_all_memory() {
    times("algorithm", 0, 0, 0);
    times("engine", 0, 0, 0, 0, 0);
    StandIn.set("bytes", ROOM);
    refused.forEach(way -> StandIn.set("refuses " + way, 0));
    assertThat(StandIn.get("used")).isZero();
  }

  /** Lets the libraries name a way that does not run. */
  private void refuse(String... ways) {
    for (String way : ways) {
      StandIn.set("refuses " + way, 1);
      refused.add(way);
    }
  }

  /** The microseconds that each way takes. */
  private static void times(String way, int... microseconds) {
    for (int i = 0; i < microseconds.length; i++) {
      StandIn.set("time of " + way + " " + i, microseconds[i]);
    }
  }

  private CudaBackend backend(boolean deterministic, boolean search) {
    return new CudaBackend(Gpu.open(new GpuSettings(0, deterministic, search, false, folder)));
  }

  private static Program product() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(3, 4));
    graph.output("y", x.matMul(graph.fill(1, TensorType.f32(4, 5))));
    return graph.build("product");
  }

  private static Program convolution() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(1, 1, 3, 4));
    Tensor filter = graph.fill(1, TensorType.f32(1, 1, 2, 2));
    graph.output("y", graph.apply(new Conv(ConvGeometry.of(2)), List.of(x, filter)));
    return graph.build("convolution");
  }

  /** The way that a run takes, and whether there was any timing for it. */
  private String taken(String way, Program program, boolean search) {
    return taken(way, program, true, search);
  }

  private String taken(String way, Program program, boolean deterministic, boolean search) {
    long before = StandIn.get("timings");
    try (CudaBackend backend = backend(deterministic, search)) {
      Executable executable = backend.compile(program);
      run(executable);
    }
    boolean timed = StandIn.get("timings") > before;
    return StandIn.get("last " + way) + (timed ? " timed" : "");
  }

  private static void run(Executable executable) {
    NdArray ones =
        NdArray.zeros(executable.getProgram().getInputs().values().iterator().next().getType());
    Arrays.fill(ones.floats(), 1);
    executable.run(ones);
    assertThat(executable.read("y").floats()).containsOnly(4);
  }

  private String searched() {
    return taken("algorithm", product(), true);
  }

  private List<Path> choices() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".choice")).toList();
    }
  }

  @Test
  void the_fastest_algorithm_is_taken_and_later_without_timing() throws IOException {
    assertThat(searched()).isEqualTo("1 timed");
    assertThat(choices()).hasSize(1);
    times("algorithm", 50, 20, 1);
    assertThat(searched()).isEqualTo("1");
  }

  @Test
  void the_fastest_engine_that_is_precise_enough_is_taken_and_later_without_timing()
      throws IOException {
    assertThat(taken("engine", convolution(), true)).isEqualTo("3 timed");
    assertThat(choices()).hasSize(1);
    times("engine", 1, 1, 1, 20);
    assertThat(taken("engine", convolution(), true)).isEqualTo("3");
  }

  @Test
  void without_a_search_it_is_the_first_choice() throws IOException {
    assertThat(taken("algorithm", product(), false)).isEqualTo("0");
    assertThat(taken("engine", convolution(), false)).isEqualTo("2");
    assertThat(choices()).isEmpty();
  }

  @Test
  void what_does_not_run_is_passed_over_before_anything_is_recorded() {
    refuse("algorithm 0", "engine 2");
    assertThat(taken("algorithm", product(), false)).isEqualTo("1");
    assertThat(taken("engine", convolution(), false)).isEqualTo("3");
    refuse("algorithm 1", "algorithm 2", "engine 3");
    for (boolean search : new boolean[] {false, true}) {
      assertThatThrownBy(() -> taken("algorithm", product(), search))
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining("cuBLASLt has no algorithm for product");
      assertThatThrownBy(() -> taken("engine", convolution(), search))
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining("cuDNN has no engine for convolution FORWARD [1, 1, 3, 4]")
          .hasMessageContaining(
              " that gives the same bits each time\n"
                  + "    take CudaOptions.deterministic(false), or another precision");
    }
  }

  /** Otherwise a network that has failed would go on as if nothing had happened. */
  @Test
  void an_algorithm_whose_relu_loses_what_is_no_number_is_passed_over() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(3, 4));
    graph.output("y", x.matMul(graph.fill(1, TensorType.f32(4, 5))).relu());
    Program layer = graph.build("layer");
    StandIn.set("loses NaN algorithm 0", 1);
    StandIn.set("loses NaN algorithm 1", 1);
    try {
      assertThat(taken("algorithm", layer, false)).isEqualTo("2");
      assertThat(taken("algorithm", layer, true)).isEqualTo("2 timed");
      assertThat(taken("algorithm", product(), true)).isEqualTo("1 timed");
    } finally {
      StandIn.set("loses NaN algorithm 0", 0);
      StandIn.set("loses NaN algorithm 1", 0);
    }
  }

  @Test
  void an_engine_that_need_not_give_the_same_bits_each_time_is_taken_by_who_asks_for_it() {
    assertThat(taken("engine", convolution(), false, true)).isEqualTo("4 timed");
    assertThat(taken("engine", convolution(), true, true)).isEqualTo("3 timed");
    assertThat(taken("engine", convolution(), false, true)).isEqualTo("4");
    assertThat(taken("engine", convolution(), true, true)).isEqualTo("3");
  }

  @Test
  void what_is_timed_computes_with_numbers_that_differ() {
    try (CudaBackend backend = backend(true, true)) {
      long before = StandIn.get("timings");
      long dull = StandIn.get("dull factors");
      backend.compile(product());
      Executable last = backend.compile(convolution());
      assertThat(StandIn.get("timings")).isGreaterThan(before);
      assertThat(StandIn.get("dull factors")).isEqualTo(dull);
      run(last);
      assertThat(StandIn.get("dull factors")).isEqualTo(dull + 1);
    }
  }

  @Test
  void a_gain_within_the_noise_is_not_worth_it() {
    times("algorithm", 100, 97, 96);
    assertThat(searched()).isEqualTo("0 timed");
  }

  @Test
  void a_damaged_file_is_searched_for_again_and_written_again() throws IOException {
    assertThat(searched()).isEqualTo("1 timed");
    Path file = choices().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    times("algorithm", 50, 20, 1);
    assertThat(searched()).isEqualTo("2 timed");
    assertThat(searched()).isEqualTo("2");
    Files.write(file, new byte[3]);
    assertThat(searched()).isEqualTo("2 timed");
  }

  @Test
  void a_choice_that_the_library_does_not_take_is_searched_for_again() throws IOException {
    assertThat(searched()).isEqualTo("1 timed");
    keep(choices().get(0), new byte[64]);
    assertThat(searched()).isEqualTo("1 timed");
    keep(choices().get(0), "no algorithm".getBytes(StandardCharsets.UTF_8));
    assertThat(searched()).isEqualTo("1 timed");
    assertThat(searched()).isEqualTo("1");
  }

  @Test
  void a_choice_that_does_not_run_any_more_is_searched_for_again() {
    assertThat(searched()).isEqualTo("1 timed");
    assertThat(taken("engine", convolution(), true)).isEqualTo("3 timed");
    refuse("algorithm 1", "engine 3");
    assertThat(searched()).isEqualTo("2 timed");
    assertThat(taken("engine", convolution(), true)).isEqualTo("2 timed");
  }

  @Test
  void an_engine_that_is_not_named_any_more_is_searched_for_again() throws IOException {
    assertThat(taken("engine", convolution(), true)).isEqualTo("3 timed");
    keep(choices().get(0), "mode 3, place 3, engine 7".getBytes(StandardCharsets.UTF_8));
    assertThat(taken("engine", convolution(), true)).isEqualTo("3 timed");
    assertThat(taken("engine", convolution(), true)).isEqualTo("3");
  }

  private static void keep(Path file, byte[] choice) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(Sha256.of(choice));
    all.write(choice);
    Files.write(file, all.toByteArray());
  }

  @Test
  void without_memory_to_try_it_is_the_first_choice_which_is_not_kept() throws IOException {
    try (CudaBackend backend = backend(true, true)) {
      Program program = product();
      StandIn.set("bytes", StandIn.get("used") + 200);
      assertThatThrownBy(() -> backend.compile(program)).isInstanceOf(FigmentException.class);
      StandIn.set("bytes", ROOM);
      run(backend.compile(program));
      assertThat(StandIn.get("last algorithm")).isZero();
    }
    assertThat(choices()).isEmpty();
  }

  @Test
  void work_that_is_under_way_is_not_disturbed() {
    try (CudaBackend backend = backend(true, true)) {
      Executable first = backend.compile(product());
      NdArray ones = NdArray.zeros(TensorType.f32(3, 4));
      Arrays.fill(ones.floats(), 1);
      first.run(ones);
      first.run(ones);
      Executable second = backend.compile(convolution());
      assertThat(first.read("y").floats()).containsOnly(4);
      run(second);
      run(first);
    }
  }
}
