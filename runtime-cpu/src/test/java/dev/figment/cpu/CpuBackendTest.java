package dev.figment.cpu;

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
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CpuBackendTest {
  private static CpuBackend open() {
    return CpuBackend.open(CpuOptions.defaults().threads(2));
  }

  @Test
  void is_the_fastest_that_works_here() {
    try (Backend backend = Backend.named("cpu")) {
      assertThat(backend).isInstanceOf(CpuBackend.class);
      assertThat(backend.getDescription())
          .matches("cpu \\(oneDNN 3\\.\\d+\\.\\d+, .+, \\d+ threads?\\)");
    }
  }

  @Test
  void refuses_to_work_on_no_thread() {
    assertThatThrownBy(() -> CpuOptions.defaults().threads(0))
        .isInstanceOf(FigmentException.class)
        .hasMessage("a backend cannot work on 0 threads\n    1 is the calling thread alone");
  }

  @Test
  void refuses_double_precision() {
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.of(DType.F64, Shape.of(2))).exp());
    try (CpuBackend backend = open()) {
      assertThatThrownBy(() -> backend.compile(graph.build("doubles")))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "program doubles has f64 values, which the cpu backend does not compute: "
                  + "%0 f64[2] = input(x)\n    cast them to f32, or use the reference backend");
    }
  }

  @Test
  void refuses_several_replicas() {
    Graph graph = new Graph();
    graph.replicas(2);
    graph.output("mean", graph.input("x", TensorType.f32(2)).replicaMean());
    try (CpuBackend backend = open()) {
      assertThatThrownBy(() -> backend.compile(graph.build("shared")))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "program shared is for 2 replicas, the cpu backend has one\n"
                  + "    build it for as many as Backend.getReplicas() says");
    }
  }

  @Test
  void lets_nan_and_infinity_through() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(3));
    graph.output("exp", x.exp());
    graph.output("sigmoid", x.sigmoid());
    graph.output("softplus", x.softplus());
    graph.output("tanh", x.tanh());
    graph.output("relu", x.relu());
    float nan = Float.NaN;
    float infinity = Float.POSITIVE_INFINITY;
    try (CpuBackend backend = open()) {
      Executable executable = backend.compile(graph.build("edges"));
      executable.run(NdArray.of(new float[] {nan, infinity, -infinity}, 3));
      assertThat(executable.read("exp").floats()).containsExactly(nan, infinity, 0);
      assertThat(executable.read("sigmoid").floats()).containsExactly(nan, 1, 0);
      assertThat(executable.read("softplus").floats()).containsExactly(nan, infinity, 0);
      assertThat(executable.read("relu").floats()).containsExactly(nan, infinity, 0);
      assertThat(executable.read("tanh").floats()[0]).isNaN();
    }
  }

  @Test
  void an_executable_tells_its_kernels_and_its_arena() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(64, 64));
    graph.output("y", x.matMul(x).exp());
    try (CpuBackend backend = open()) {
      Footprint footprint =
          Objects.requireNonNull(backend.compile(graph.build("two kernels")).getFootprint());
      assertThat(footprint.getCommands()).isEqualTo(2);
      assertThat(footprint.getArenaBytes()).isGreaterThanOrEqualTo(2 * 4 * 64 * 64);
      assertThat(footprint.getRecordSeconds()).isZero();
    }
  }

  @Test
  void ends_its_threads_when_closed() throws InterruptedException {
    CpuBackend backend = CpuBackend.open(CpuOptions.defaults().threads(4));
    assertThat(threads()).contains("figment-cpu-3");
    backend.close();
    assertThat(threads()).doesNotContain("figment-cpu-3");
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void frees_programs_that_nobody_uses() throws InterruptedException {
    try (CpuBackend backend = open()) {
      Variable weight = Variable.zeros("weight", TensorType.f32(512, 512));
      long before = resident();
      for (int i = 0; i < 300; i++) {
        Graph graph = new Graph();
        Tensor x = graph.input("x", TensorType.f32(512, 512));
        graph.output("y", x.matMul(graph.read(weight)));
        backend.compile(graph.build("p")).run(NdArray.of(new float[512 * 512], 512, 512));
        if (i % 50 == 0) {
          System.gc();
          Thread.sleep(20);
        }
      }
      // 300 arenas of 2 MiB each would be 600 MiB.
      assertThat(resident() - before).isLessThan(300L << 20);
    }
  }

  /** Native threads carry the name of the thread that started them. */
  @Test
  void starts_no_threads_behind_its_own_even_for_the_first_program() throws Exception {
    Path tasks = Path.of("/proc/self/task");
    assumeTrue(Files.isDirectory(tasks), "threads are counted where there is " + tasks);
    List<Long> started = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults().threads(1))) {
                Graph graph = new Graph();
                Tensor x = graph.input("x", TensorType.f32(64, 8, 28, 28));
                Tensor w = graph.input("w", TensorType.f32(16, 8, 3, 3));
                graph.output("y", x.apply(new Conv(ConvGeometry.of(2)), w));
                backend
                    .compile(graph.build("conv"))
                    .run(
                        NdArray.zeros(TensorType.f32(64, 8, 28, 28)),
                        NdArray.zeros(TensorType.f32(16, 8, 3, 3)));
                started.add(named(tasks, "lone-caller"));
              }
            },
            "lone-caller");
    caller.start();
    caller.join();
    assertThat(started).containsExactly(1L);
  }

  private static long named(Path tasks, String name) {
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(task -> name.equals(comm(task))).count();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** The name of a thread; empty if it has just ended. */
  private static String comm(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  private static long resident() {
    return org.bytedeco.javacpp.Pointer.physicalBytes();
  }

  @Test
  void updates_at_once_even_when_updates_read_one_another() {
    Variable a = Variable.zeros("a", TensorType.f32(4));
    Variable b = Variable.zeros("b", TensorType.f32(4));
    Graph graph = new Graph();
    Tensor oldA = graph.read(a);
    Tensor oldB = graph.read(b);
    graph.update(a, oldB.plus(1));
    graph.update(b, oldA.times(2).plus(oldB));
    try (CpuBackend backend = open()) {
      Executable executable = backend.compile(graph.build("crossed"));
      backend.write(a, NdArray.of(new float[] {1, 2, 3, 4}, 4));
      backend.write(b, NdArray.of(new float[] {10, 20, 30, 40}, 4));
      executable.run();
      assertThat(backend.read(a)).isEqualTo(NdArray.of(new float[] {11, 21, 31, 41}, 4));
      assertThat(backend.read(b)).isEqualTo(NdArray.of(new float[] {12, 24, 36, 48}, 4));
    }
  }
}
