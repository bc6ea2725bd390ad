package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.Iota;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Programs exported with a free batch, run with several batches, against the reference. */
class FreeBatchTest {
  /** Builds a program for a batch, which may be free. */
  interface Body {
    Tensor build(Graph graph, Tensor x, int batch);
  }

  @TempDir static Path folder;

  private final Map<String, Body> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> runs_with_any_batch() {
    cases.put("arithmetic with numbers", (g, x, n) -> x.times(2).plus(1).div(3));
    cases.put("the input itself", (g, x, n) -> x);
    cases.put("a filled batch", (g, x, n) -> x.like(3));
    cases.put("flatten", (g, x, n) -> x.flatten());
    cases.put("flatten and back", (g, x, n) -> x.flatten().reshape(n, 2, 3, 4).square());
    cases.put("dense", (g, x, n) -> x.flatten().matMul(random(g, 24, 5)).plus(random(g, 5)));
    cases.put("broadcast weights", (g, x, n) -> x.times(random(g, 3, 4)).plus(random(g, 2, 1, 1)));
    cases.put(
        "a batch of matrices by one",
        (g, x, n) -> x.matMul(random(g, 4, 6).broadcast(shape(n, 2, 4, 6))));
    cases.put(
        "one matrix by a batch",
        (g, x, n) -> random(g, 5, 3).broadcast(shape(n, 2, 5, 3)).matMul(x, false, false));
    cases.put("concat with a row for all", (g, x, n) -> x.concat(2, ones(g, n, 2, 1, 4)));
    cases.put(
        "concat with broadcast weights",
        (g, x, n) -> x.concat(1, random(g, 3, 3, 4).broadcast(shape(n, 3, 3, 4))));
    cases.put(
        "sum of what is broadcast", (g, x, n) -> random(g, 4).broadcast(shape(n, 5, 4)).sum(1, 2));
    cases.put("sum of filled numbers", (g, x, n) -> x.like(0.5).sumPerSample());
    cases.put("sum over the batch", (g, x, n) -> x.sum(0));
    cases.put("softmax", (g, x, n) -> x.softmax());
    cases.put(
        "norm",
        (g, x, n) -> x.minus(x.meanKept(1, 2, 3)).div(x.normPerSample().reshape(n, 1, 1, 1)));
    cases.put("transpose", (g, x, n) -> x.transpose(0, 2, 3, 1).plus(random(g, 2)));
    cases.put("slice", (g, x, n) -> x.slice(1, 1, 1).times(x));
    cases.put(
        "convolution",
        (g, x, n) -> x.apply(new Conv(ConvGeometry.of(2).pad(1)), random(g, 5, 2, 3, 3)).relu());
    cases.put(
        "transposed convolution",
        (g, x, n) ->
            x.apply(
                new ConvInputGrad(ConvGeometry.of(2).stride(2).pad(1), 6, 8),
                random(g, 2, 3, 4, 4)));
    cases.put(
        "one-hot of numbers in the batch",
        (g, x, n) -> {
          Tensor label = x.sum(2, 3).slice(1, 0, 1).times(3).cast(DType.I32);
          TensorType type = TensorType.of(DType.I32, shape(n, 5));
          Tensor places = g.apply(new Iota(type, 1), Collections.emptyList());
          return places.equal(label.broadcast(type.getShape())).cast(DType.F32);
        });
    cases.put(
        "embedding of numbers in the batch",
        (g, x, n) -> random(g, 3, 4).gather(x.slice(3, 0, 1).times(3).cast(DType.I32)));
    cases.put(
        "select",
        (g, x, n) -> x.greater(0).select(x.like(7), random(g, 4).broadcast(x.getShape())));
    return cases.entrySet().stream()
        .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> compare(row.getValue())));
  }

  private static void compare(Body body) {
    Path file = folder.resolve("free.onnx");
    OnnxModel.of(
            program(body, Shape.N),
            unused -> {
              throw new AssertionError();
            })
        .write(file);
    OnnxChecker.check(file);
    InferenceOptions strict = InferenceOptions.defaults().strictShapes().threads(1);
    try (OnnxRunner runner = OnnxRunner.open(file, strict);
        ReferenceBackend reference = new ReferenceBackend()) {
      for (int batch : new int[] {1, 3, 8}) {
        float[] numbers = new float[batch * 24];
        Philox.stream(batch, "free batch").fillNormal(numbers);
        NdArray x = NdArray.of(numbers, batch, 2, 3, 4);
        Executable expected = reference.compile(program(body, batch));
        expected.run(x);
        NdArray actual = runner.run(Map.of("x", x)).get("y");
        NdArray wanted = expected.read("y");
        assertThat(actual.getType()).isEqualTo(wanted.getType());
        assertThat(actual.floats()).containsExactly(wanted.floats(), within());
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-4f);
  }

  private static Program program(Body body, int batch) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(batch, 2, 3, 4));
    graph.output("y", body.build(graph, x, batch));
    return graph.build("free");
  }

  private static Shape shape(int... dims) {
    return Shape.of(dims);
  }

  private static Tensor ones(Graph graph, int... dims) {
    return graph.fill(1, TensorType.f32(dims));
  }

  private static Tensor random(Graph graph, int... dims) {
    NdArray array = NdArray.zeros(TensorType.f32(dims));
    Philox.stream(5, "weights", array.getSize()).fillNormal(array.floats());
    return graph.constant(array);
  }
}
