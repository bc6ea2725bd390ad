package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That a program's precision reaches the libraries, and how far numbers are off then. */
class StandInPrecisionTest {
  private static CudaBackend backend;

  @BeforeAll
  static void open() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    backend = new CudaBackend(new StandInProvider().gpu());
  }

  @AfterAll
  static void close() {
    if (backend != null) {
      backend.close();
    }
  }

  @Test
  void products_round_their_factors_as_far_as_asked() {
    check(false);
  }

  @Test
  void convolutions_take_the_engine_that_rounds_as_far_as_asked() {
    check(true);
  }

  @Test
  void bf16_is_refused_by_a_gpu_that_lacks_it() {
    Graph graph = new Graph();
    graph.precision(Precision.BF16);
    graph.output("y", graph.input("x", TensorType.f32(2, 2)).times(2));
    Program program = graph.build("double");
    StandIn.set("capability", 75);
    try (CudaBackend old = new CudaBackend(new StandInProvider().gpu())) {
      assertThatThrownBy(() -> old.compile(program))
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining(
              "Stand-in does not compute in bf16: its compute capability is 7.5, and bf16"
                  + " begins with 8.0")
          .hasMessageContaining("choose fp16, which it has");
    } finally {
      StandIn.set("capability", 90);
    }
  }

  private static void check(boolean conv) {
    NdArray exact = compute(conv, Precision.FP32);
    double tf32 = distance(exact, compute(conv, Precision.TF32));
    double bf16 = distance(exact, compute(conv, Precision.BF16));
    double fp16 = distance(exact, compute(conv, Precision.FP16));
    assertThat(tf32).isBetween(1e-6, 1e-3);
    assertThat(bf16).isBetween(4 * tf32, 1e-2);
    assertThat(fp16).isBetween(1e-6, 2e-3);
  }

  private static NdArray compute(boolean conv, Precision precision) {
    Graph graph = new Graph();
    graph.precision(precision);
    Shape shape = conv ? Shape.of(2, 8, 6, 6) : Shape.of(16, 40);
    Shape weights = conv ? Shape.of(4, 8, 3, 3) : Shape.of(40, 12);
    Tensor x = graph.input("x", TensorType.of(DType.F32, shape));
    Tensor w = graph.input("w", TensorType.of(DType.F32, weights));
    graph.output(
        "y", conv ? graph.apply(new Conv(ConvGeometry.of(2).pad(1)), List.of(x, w)) : x.matMul(w));
    Executable executable = backend.compile(graph.build("product"));
    executable.run(random(shape, 1), random(weights, 2));
    return executable.read("y");
  }

  private static NdArray random(Shape shape, int stream) {
    Philox random = Philox.stream(3, "factors", stream);
    NdArray array = NdArray.zeros(TensorType.of(DType.F32, shape));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return array;
  }

  /** As a part of the largest number. */
  private static double distance(NdArray exact, NdArray other) {
    double largest = 0;
    double distance = 0;
    for (int i = 0; i < exact.getSize(); i++) {
      largest = Math.max(largest, Math.abs(exact.get(i)));
      distance = Math.max(distance, Math.abs(exact.get(i) - other.get(i)));
    }
    return distance / largest;
  }
}
