package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.Footprint;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the device does with memory, errors, threads and compiled kernels. */
class StandInGpuTest {
  private static final long ROOM = 1L << 30;

  @TempDir Path folder;

  @BeforeAll
  static void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
  }

  @AfterEach
  void gives_back_all_memory() {
    StandIn.set("bytes", ROOM);
    assertThat(StandIn.get("used")).isZero();
  }

  private Gpu gpu() {
    return Gpu.open(new GpuSettings(0, true, false, false, folder));
  }

  /** Adds the product of a variable and of what is put in to the variable. */
  private static Program step(Variable weights) {
    Graph graph = new Graph();
    Tensor value = graph.read(weights);
    Tensor factor = graph.input("factor", weights.getType());
    graph.update(weights, value.plus(value.times(factor)));
    graph.output("sum", value.sum());
    return graph.build("step");
  }

  private static Variable zeros(int size) {
    return Variable.zeros("weights", TensorType.of(DType.F32, Shape.of(size)));
  }

  private static NdArray filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return NdArray.of(values, size);
  }

  @Test
  void a_run_is_one_launch_of_a_recorded_graph_and_memory_does_not_grow() {
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable weights = zeros(10);
      backend.write(weights, filled(10, 1));
      Executable executable = backend.compile(step(weights));
      for (int i = 0; i < 4; i++) {
        executable.run(filled(10, 0)); // Copies take turns in memory of their own.
      }
      long kernels = StandIn.get("launches");
      long graphs = StandIn.get("graph launches");
      long used = StandIn.get("used");
      for (int i = 0; i < 200; i++) {
        executable.run(filled(10, i == 100 ? 1 : 0));
      }
      assertThat(StandIn.get("launches")).isEqualTo(kernels);
      assertThat(StandIn.get("graph launches")).isEqualTo(graphs + 200);
      assertThat(StandIn.get("used")).isEqualTo(used);
      assertThat(executable.read("sum").scalar()).isEqualTo(20);
      assertThat(backend.read(weights)).isEqualTo(filled(10, 2));
    }
  }

  /** A thread's GPU is the first until it says otherwise. */
  @Test
  void a_thread_that_has_used_no_gpu_frees_what_is_on_the_second() throws InterruptedException {
    StandIn.set("devices", 2);
    List<Throwable> failures = new ArrayList<>();
    try {
      Backend backend = CudaBackend.open(CudaOptions.defaults().device(1).cache(folder));
      Variable weights = zeros(10);
      backend.compile(step(weights)).run(filled(10, 0));
      Thread other = new Thread(backend::close);
      other.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
      other.start();
      other.join();
      assertThat(failures).isEmpty();
      assertThat(StandIn.get("used")).isZero();
    } finally {
      StandIn.set("devices", 1);
    }
  }

  /** An optimizer updates all weights in one launch, whatever their sizes. */
  @Test
  void updates_of_all_variables_are_one_launch() {
    assertThat(kernelsOfUpdates(1)).isEqualTo(kernelsOfUpdates(7));
    assertThat(kernelsOfUpdates(1)).isEqualTo(1);
  }

  private long kernelsOfUpdates(int count) {
    Graph graph = new Graph();
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Shape shape = Shape.of(i == 2 ? 1000 : 10 + i);
      Variable variable = Variable.zeros("weights" + i, TensorType.of(DType.F32, shape));
      variables.add(variable);
      graph.update(variable, graph.read(variable).times(0.9).plus(i + 1));
    }
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Executable executable = backend.compile(graph.build("updates"));
      long before = StandIn.get("launches");
      executable.run();
      executable.run();
      for (int i = 0; i < count; i++) {
        float wanted = 0.9f * (i + 1) + i + 1;
        assertThat(backend.read(variables.get(i)))
            .isEqualTo(filled(variables.get(i).getType().getShape().getSize(), wanted));
      }
      return StandIn.get("launches") - before;
    }
  }

  @Test
  void an_executable_tells_its_launches_its_arena_and_how_long_recording_took() {
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Executable executable = backend.compile(step(zeros(10)));
      Footprint planned = Objects.requireNonNull(executable.getFootprint());
      assertThat(planned.getCommands()).isPositive();
      assertThat(planned.getArenaBytes()).isGreaterThanOrEqualTo(4 * 10);
      assertThat(planned.getRecordSeconds()).isZero();
      long before = StandIn.get("launches");
      executable.run(filled(10, 0));
      assertThat(StandIn.get("launches") - before).isEqualTo(planned.getCommands());
      Footprint recorded = Objects.requireNonNull(executable.getFootprint());
      assertThat(recorded.getCommands()).isEqualTo(planned.getCommands());
      assertThat(recorded.getRecordSeconds()).isPositive();
    }
  }

  /** Inputs go through two buffers in turn, while the GPU has not yet read the earlier ones. */
  @Test
  void inputs_of_many_runs_do_not_overwrite_one_another() {
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable weights = zeros(1000);
      backend.write(weights, filled(1000, 1));
      Executable executable = backend.compile(step(weights));
      NdArray factor = filled(1000, 0);
      double wanted = 1;
      for (int i = 0; i < 9; i++) {
        factor.set(7, i);
        wanted *= 1 + i;
        executable.run(factor);
      }
      assertThat(backend.read(weights).get(7)).isEqualTo(wanted);
      assertThat(backend.read(weights).get(8)).isEqualTo(1);
    }
  }

  /** They go in pieces, each through a buffer that the GPU may not have read yet. */
  @Test
  void what_is_longer_than_a_piece_arrives_whole() {
    int size = (40 << 20) / Float.BYTES + 3;
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 1_000_003;
    }
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable weights = zeros(size);
      backend.write(weights, filled(size, -1));
      backend.write(weights, NdArray.of(values, size));
      assertThat(Arrays.equals(backend.read(weights).floats(), values)).isTrue();
    }
  }

  @Test
  void any_thread_may_use_it() throws InterruptedException {
    try (CudaBackend backend = new CudaBackend(gpu())) {
      AtomicReference<Object> result = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                Variable weights = zeros(3);
                backend.write(weights, filled(3, 2));
                Executable executable = backend.compile(step(weights));
                executable.run(filled(3, 1));
                result.set(backend.read(weights));
              });
      thread.setUncaughtExceptionHandler((where, error) -> result.set(error));
      thread.start();
      thread.join();
      assertThat(result.get()).isEqualTo(filled(3, 4));
    }
  }

  @Test
  void too_large_a_program_says_which_batch_would_fit() {
    Graph graph = new Graph();
    Tensor input = graph.input("images", TensorType.of(DType.F32, Shape.of(64, 64 * 1024)));
    graph.output("product", input.matMul(input.transpose(1, 0).times(2)));
    Program program = graph.build("large");
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable held = zeros(1 << 18);
      backend.write(held, filled(1 << 18, 0));
      Executable kept = backend.compile(step(zeros(1 << 19)));
      StandIn.set("bytes", 28L << 20);
      assertThatThrownBy(() -> backend.compile(program))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              """
              program large works in 32.0 MiB of the GPU's memory, but only 22.0 MiB are free; \
              this backend holds 3.0 MiB in variables and 3.0 MiB in programs and for copies
                  a batch of about 43 instead of 64 would fit\
              """);
      kept.run(filled(1 << 19, 0)); // What was there goes on.
      assertThat(backend.read(held)).isEqualTo(filled(1 << 18, 0));
    }
  }

  @Test
  void too_large_a_variable_says_what_is_free_and_in_use() {
    Variable large = zeros(1 << 20);
    try (CudaBackend backend = new CudaBackend(gpu())) {
      backend.write(zeros(1 << 18), filled(1 << 18, 0));
      StandIn.set("bytes", 3L << 20);
      assertThatThrownBy(() -> backend.write(large, filled(1 << 20, 1)))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              """
              variable weights f32[1048576] needs 4.0 MiB of the GPU's memory; 1.0 of 3.0 MiB are \
              free, 2.0 MiB are in use by this backend
                  take a smaller batch, or close what else uses the GPU\
              """);
    }
  }

  @Test
  void there_is_no_gpu_of_that_number() {
    assertThatThrownBy(() -> CudaBackend.open(CudaOptions.defaults().device(1).cache(folder)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("there is no GPU number 1\n    the numbers go from 0 to 0");
  }

  @Test
  void compiled_kernels_are_kept_and_damaged_ones_are_made_again() throws IOException {
    long first = compileAndCount();
    assertThat(first).isPositive();
    assertThat(compileAndCount()).isZero();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }
    assertThat(compileAndCount()).isEqualTo(first);
    for (Path file : files()) {
      Files.write(file, new byte[7]);
    }
    assertThat(compileAndCount()).isEqualTo(first);
  }

  @Test
  void a_folder_that_cannot_be_written_costs_only_time() throws IOException {
    Files.delete(folder);
    Files.createFile(folder);
    assertThat(compileAndCount()).isPositive();
    Files.delete(folder);
    Files.createDirectory(folder);
  }

  private long compileAndCount() {
    long before = StandIn.get("compilations");
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable weights = zeros(5);
      backend.write(weights, filled(5, 1));
      Executable executable = backend.compile(step(weights));
      executable.run(filled(5, 1));
      assertThat(backend.read(weights)).isEqualTo(filled(5, 2));
    }
    return StandIn.get("compilations") - before;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
