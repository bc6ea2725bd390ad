package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriteTest {
  @TempDir Path folder;

  private static OnnxModel model(Function<Variable, NdArray> weights) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 100));
    Tensor large = graph.read(Variable.zeros("large", TensorType.f32(100, 70)));
    Tensor other = graph.read(Variable.zeros("other", TensorType.f32(70, 30)));
    Tensor small = graph.read(Variable.zeros("small", TensorType.f32(30)));
    graph.output("y", x.matMul(large).matMul(other).plus(small));
    return OnnxModel.of(graph.build("model"), weights);
  }

  private static NdArray numbered(Variable variable) {
    NdArray array = NdArray.zeros(variable.getType());
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, Math.sin(i + variable.getName().length()));
    }
    return array;
  }

  private static NdArray run(Path file) {
    try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults().strictShapes())) {
      float[] x = new float[200];
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 7;
      }
      return runner.run(Map.of("x", NdArray.of(x, 2, 100))).get("y");
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  @Test
  void writes_large_weights_to_a_second_file_with_the_same_results() throws IOException {
    model(OnnxWriteTest::numbered).write(folder.resolve("whole.onnx"));
    model(OnnxWriteTest::numbered).write(folder.resolve("split.onnx"), 1000);
    assertThat(files()).containsExactly("split.onnx", "split.onnx.data", "whole.onnx");
    assertThat(Files.size(folder.resolve("split.onnx"))).isLessThan(2000);
    assertThat(Files.size(folder.resolve("split.onnx.data"))).isEqualTo(2 * 65536);
    assertThat(run(folder.resolve("split.onnx"))).isEqualTo(run(folder.resolve("whole.onnx")));
  }

  @Test
  void replaces_a_file_and_leaves_no_other() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, "older".getBytes(StandardCharsets.UTF_8));
    model(OnnxWriteTest::numbered).write(file);
    assertThat(run(file).getShape()).isEqualTo(Shape.of(2, 30));
    assertThat(files()).containsExactly("model.onnx");
  }

  @Test
  void keeps_the_older_file_when_writing_fails() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, "older".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(
            () ->
                model(
                        variable -> {
                          throw new IllegalStateException("the backend is closed");
                        })
                    .write(file))
        .hasMessage("the backend is closed");
    assertThat(files()).containsExactly("model.onnx");
    assertThat(file).hasContent("older");
  }

  @Test
  void makes_missing_folders() {
    Path file = folder.resolve("new").resolve("folder").resolve("model.onnx");
    model(OnnxWriteTest::numbered).write(file);
    assertThat(file).exists();
  }

  @Test
  void says_when_a_file_cannot_be_written() throws IOException {
    Path blocked = folder.resolve("file");
    Files.createFile(blocked);
    Path file = blocked.resolve("model.onnx");
    assertThatThrownBy(() -> model(OnnxWriteTest::numbered).write(file))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("cannot write " + file + "\n    the system says: ");
  }

  @Test
  void asks_for_one_weight_at_a_time_in_the_programs_order() {
    List<String> asked = new java.util.ArrayList<>();
    model(
            variable -> {
              asked.add(variable.getName());
              return numbered(variable);
            })
        .write(folder.resolve("model.onnx"));
    assertThat(asked).containsExactly("large", "other", "small");
  }
}
