package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSmokeTest {
  @Test
  void runs_a_dense_layer(@TempDir Path folder) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 2));
    Variable weight = Variable.zeros("w", TensorType.f32(2, 3));
    Variable bias = Variable.zeros("b", TensorType.f32(3));
    Tensor y = x.matMul(graph.read(weight)).plus(graph.read(bias)).relu().times(2);
    graph.output("y", y.reshape(Shape.N, 3, 1, 1));
    Program program = graph.build("dense");
    Path file = folder.resolve("dense.onnx");
    OnnxModel.of(
            program,
            v ->
                v == weight
                    ? NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                    : NdArray.of(new float[] {1, 1, -100}, 3))
        .metadata(OnnxMetadata.of("dense", Shape.of(3, 1, 1)).seed(7))
        .write(file);
    try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults().strictShapes())) {
      NdArray out = runner.run(Map.of("x", NdArray.of(new float[] {1, 1, 2, 0}, 2, 2))).get("y");
      assertThat(out).isEqualTo(NdArray.of(new float[] {12, 16, 0, 6, 10, 0}, 2, 3, 1, 1));
      assertThat(OnnxMetadata.of(runner.getProperties()).getSeed()).isEqualTo(7);
    }
  }
}
