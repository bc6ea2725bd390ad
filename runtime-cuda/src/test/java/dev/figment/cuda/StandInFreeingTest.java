package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That everything that is opened is freed once, whatever fails, and that no failure is lost. */
class StandInFreeingTest {
  private static final int STATUS = 999;

  @TempDir Path folder;
  private long living;
  private long used;

  @BeforeEach
  void count_what_lives() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
    living = StandIn.get("live");
    used = StandIn.get("used");
  }

  @AfterEach
  void nothing_more_lives() {
    assertThat(StandIn.get("live")).isEqualTo(living);
    assertThat(StandIn.get("used")).isEqualTo(used);
  }

  private Gpu gpu() {
    return Gpu.open(new GpuSettings(0, true, false, false, folder));
  }

  /** A product, a convolution, an update and a sum. */
  private static Program program(Variable weights) {
    Graph graph = new Graph();
    Tensor image = graph.input("image", TensorType.of(DType.F32, Shape.of(2, 3, 5, 5)));
    Tensor filter = graph.fill(0.5, TensorType.of(DType.F32, Shape.of(4, 3, 3, 3)));
    Tensor product = graph.read(weights).matMul(graph.read(weights).times(2));
    graph.update(weights, product);
    Tensor convolved = graph.apply(new Conv(ConvGeometry.of(2)), List.of(image, filter));
    graph.output("sum", convolved.sum().plus(product.sum()));
    return graph.build("everything");
  }

  private void life() {
    try (CudaBackend backend = new CudaBackend(gpu())) {
      Variable weights = Variable.zeros("weights", TensorType.of(DType.F32, Shape.of(4, 4)));
      Executable executable = backend.compile(program(weights));
      NdArray image = NdArray.zeros(TensorType.of(DType.F32, Shape.of(2, 3, 5, 5)));
      executable.run(image);
      executable.later(0).get();
      executable.run(image);
      assertThat(executable.read("sum").scalar()).isZero();
      assertThat(StandIn.get("live")).isGreaterThan(living + 20);
    }
  }

  @Test
  void a_whole_life_leaves_nothing() {
    life();
  }

  @ParameterizedTest
  @CsvSource({
    "cublasLtDestroy, closing cuBLASLt",
    "cublasLtMatmulDescDestroy, freeing a product",
    "cublasLtMatrixLayoutDestroy, freeing a matrix",
    "cublasLtMatmulPreferenceDestroy, freeing a preference",
    "cudnnDestroy, closing cuDNN",
    "cudnnBackendDestroyDescriptor, freeing a part of FORWARD",
    "nvrtcDestroyProgram, freeing the text of kernels",
    "cudaGraphDestroy, freeing the record of a program",
    "cudaGraphExecDestroy, freeing a program",
    "cudaEventDestroy, freeing an event",
    "cudaFreeHost, freeing pinned memory",
    "cuModuleUnload, unloading kernels",
    "cudaStreamDestroy, freeing the stream"
  })
  void a_failure_while_freeing_is_told_and_keeps_nothing_from_being_freed(
      String function, String doing) {
    StandIn.set(function, STATUS);
    try {
      assertThatThrownBy(this::life)
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining(doing)
          .hasMessageEndingWith(", 999)");
    } finally {
      StandIn.set(function, 0);
    }
  }

  @Test
  void a_failure_while_freeing_hides_no_earlier_one() {
    Graph graph = new Graph();
    graph.precision(Precision.FP32);
    Tensor volume = graph.input("volume", TensorType.of(DType.F32, Shape.of(1, 2, 3, 4, 5)));
    Tensor filter = graph.fill(1, TensorType.of(DType.F32, Shape.of(1, 2, 2, 2, 2)));
    graph.output("y", graph.apply(new Conv(ConvGeometry.of(3)), List.of(volume, filter)));
    Program program = graph.build("volumes");
    try (CudaBackend backend = new CudaBackend(gpu())) {
      StandIn.set("cudnnBackendDestroyDescriptor", STATUS);
      assertThatThrownBy(() -> backend.compile(program))
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining("two spatial dimensions")
          .satisfies(
              error ->
                  assertThat(error.getCause().getSuppressed())
                      .isNotEmpty()
                      .allSatisfy(
                          each -> assertThat(each).hasMessageContaining("it would not go")));
    } finally {
      StandIn.set("cudnnBackendDestroyDescriptor", 0);
    }
  }

  @Test
  void a_library_that_does_not_start_leaves_nothing_of_those_before_it() {
    StandIn.set("cudnnCreate", STATUS);
    try {
      assertThatThrownBy(this::gpu)
          .isInstanceOf(FigmentException.class)
          .hasMessage("starting cuDNN: no room for cuDNN (CUDNN_STATUS_BAD_PARAM, 999)");
      StandIn.set("cudaStreamDestroy", STATUS);
      assertThatThrownBy(this::gpu)
          .hasMessageStartingWith("starting cuDNN")
          .satisfies(
              error ->
                  assertThat(error.getSuppressed())
                      .extracting(Throwable::getMessage)
                      .containsExactly(
                          "freeing the stream for copies: other error (cudaErrorOther, 999)",
                          "freeing the stream: other error (cudaErrorOther, 999)"));
    } finally {
      StandIn.set("cudnnCreate", 0);
      StandIn.set("cudaStreamDestroy", 0);
    }
  }
}
