package dev.figment.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.onnx.OnnxModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRunnerTest {
  private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final NdArray ROWS = NdArray.of(new int[] {0, 7, 1}, 3);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_a_model() {
    file = folder.resolve("model.onnx");
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 2));
    Tensor rows = graph.input("rows", TensorType.of(DType.I32, Shape.of(Shape.N)));
    graph.output("square", x.square());
    graph.output("next", rows.plus(1));
    OnnxModel.of(graph.build("model"), variable -> variable.initialValue(0)).write(file);
  }

  private OnnxRunner open() {
    return OnnxRunner.open(file, InferenceOptions.defaults());
  }

  @Test
  void runs_floats_and_integers_by_name() {
    try (OnnxRunner runner = open()) {
      Map<String, NdArray> outputs = runner.run(Map.of("x", X, "rows", ROWS));
      assertThat(outputs.keySet()).containsExactly("square", "next");
      assertThat(outputs.get("square"))
          .isEqualTo(NdArray.of(new float[] {1, 4, 9, 16, 25, 36}, 3, 2));
      assertThat(outputs.get("next")).isEqualTo(NdArray.of(new int[] {1, 8, 2}, 3));
      assertThat(runner.getProperties()).isEmpty();
    }
  }

  @Test
  void refuses_other_inputs_than_the_model_takes() {
    try (OnnxRunner runner = open()) {
      assertThatThrownBy(() -> runner.run(Map.of("x", X)))
          .isInstanceOf(FigmentException.class)
          .hasMessage("model " + file + " got the inputs [x]\n    it takes [rows, x]");
      assertThatThrownBy(() -> runner.run(Map.of("x", ROWS.reshape(3), "rows", ROWS)))
          .isInstanceOf(FigmentException.class)
          .hasMessage("model " + file + ", input x: got the shape [3], the model takes [N, 2]");
      NdArray doubles = X.to(DType.F64);
      assertThatThrownBy(() -> runner.run(Map.of("x", doubles, "rows", ROWS)))
          .isInstanceOf(FigmentException.class)
          .hasMessage("model " + file + ", input x: got f64[3,2], the model takes FLOAT");
    }
  }

  @Test
  void closes_twice_and_refuses_use_after_it() {
    OnnxRunner runner = open();
    runner.close();
    runner.close();
    assertThatThrownBy(() -> runner.run(Map.of("x", X, "rows", ROWS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model " + file + " is closed");
    assertThatThrownBy(runner::getProperties).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void finds_wrong_declared_shapes_with_strict_shapes_only() throws IOException {
    // The square's columns are declared as 3 instead of 2: the last such dimension in the file.
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int output = text.lastIndexOf("square");
    bytes[text.indexOf("\n\u0002\b\u0002", output) + 3] = 3;
    Files.write(file, bytes);
    open().close();
    InferenceOptions strict = InferenceOptions.defaults().strictShapes();
    assertThatThrownBy(() -> OnnxRunner.open(file, strict))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith(file + ": ONNX Runtime cannot open the model\n");
  }

  @Test
  void refuses_an_execution_provider_that_is_not_there() {
    InferenceOptions cuda = InferenceOptions.defaults().providers("CUDA");
    assertThatThrownBy(() -> OnnxRunner.open(file, cuda))
        .isInstanceOf(FigmentException.class)
        .hasMessageMatching(
            "the execution provider cuda is not in this ONNX Runtime\n"
                + "    it has \\[CPUExecutionProvider.*\\]\n"
                + "    use another build of ONNX Runtime \\(onnxruntime_gpu has cuda\\), or leave"
                + " the provider out");
    InferenceOptions unknown = InferenceOptions.defaults().providers("abacus");
    assertThatThrownBy(() -> OnnxRunner.open(file, unknown))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("there is no execution provider named abacus\n    the names are ");
  }

  @Test
  void runs_with_every_option() {
    for (InferenceOptions.Optimization level : InferenceOptions.Optimization.values()) {
      InferenceOptions options =
          InferenceOptions.defaults()
              .optimization(level)
              .threads(2)
              .providers("cpu")
              .strictShapes();
      try (OnnxRunner runner = OnnxRunner.open(file, options)) {
        assertThat(runner.run(Map.of("x", X, "rows", ROWS))).hasSize(2);
      }
    }
    assertThat(InferenceOptions.defaults().threads(2).providers("cuda"))
        .hasToString(
            "threads=2, optimization=ALL, providers=[cuda], batchSize=64, strictShapes=false,"
                + " truncation=none");
    assertThatThrownBy(() -> InferenceOptions.defaults().threads(0))
        .isInstanceOf(FigmentException.class)
        .hasMessage("inference cannot use 0 threads\n    use at least 1, or leave it out");
  }
}
