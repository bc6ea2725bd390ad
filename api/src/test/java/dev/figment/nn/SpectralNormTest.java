package dev.figment.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpectralNormTest {
  static Stream<Layer> layers() {
    return Stream.of(
        Layers.dense(7).spectralNorm(),
        Layers.dense(5).initializer(Initializer.normal(3)).withoutBias().spectralNorm());
  }

  /** With the identity as input a dense layer shows its weight. */
  @ParameterizedTest
  @MethodSource("layers")
  void brings_the_largest_singular_value_to_one(Layer layer) {
    int size = 6;
    NdArray identity = NdArray.zeros(TensorType.f32(size, size));
    for (int i = 0; i < size; i++) {
      identity.set(i * size + i, 1);
    }
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Network network = layer.bind(Scope.of("critic"), Shape.of(Shape.N, size));
      Graph graph = new Graph();
      Tensor x = graph.input("x", identity.getType());
      graph.output("y", network.forward(x, Mode.TRAINING));
      Program program = graph.build("test");
      for (Variable variable : program.getVariables().keySet()) {
        backend.write(variable, variable.initialValue(3));
      }
      Executable executable = backend.compile(program);
      for (int i = 0; i < 300; i++) {
        executable.run(identity);
      }
      assertThat(largestSingularValue(executable.read("y"))).isCloseTo(1, Offset.offset(1e-4));
    }
  }

  private static double largestSingularValue(NdArray matrix) {
    int rows = matrix.getShape().dim(0);
    int columns = matrix.getShape().dim(1);
    float[] start = new float[columns];
    Philox.stream(1, "start").fillNormal(start);
    double[] v = new double[columns];
    for (int i = 0; i < columns; i++) {
      v[i] = start[i];
    }
    double norm = 0;
    for (int pass = 0; pass < 2000; pass++) {
      double[] u = new double[rows];
      double[] next = new double[columns];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          u[r] += matrix.get(r * columns + c) * v[c];
        }
      }
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          next[c] += matrix.get(r * columns + c) * u[r];
        }
      }
      norm = 0;
      for (double value : next) {
        norm += value * value;
      }
      norm = Math.sqrt(norm);
      for (int c = 0; c < columns; c++) {
        v[c] = next[c] / norm;
      }
    }
    return Math.sqrt(norm);
  }

  @Test
  void convolutions_bind_too_and_inference_moves_nothing() {
    for (Layer layer :
        new Layer[] {Layers.conv(4).spectralNorm(), Layers.upConv(4).doubling().spectralNorm()}) {
      Network network = layer.bind(Scope.of("critic"), Shape.of(Shape.N, 3, 6, 6));
      Graph graph = new Graph();
      Tensor x = graph.input("x", TensorType.f32(2, 3, 6, 6));
      graph.output("y", network.forward(x, Mode.INFERENCE));
      assertThat(graph.build("test").getUpdates()).isEmpty();
      assertThat(layer.toString()).endsWith(".spectralNorm()");
    }
  }
}
