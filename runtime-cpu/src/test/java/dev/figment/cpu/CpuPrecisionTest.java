package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs of every precision; a processor without fitting instructions computes all in full. */
class CpuPrecisionTest {
  private static final Shape LEFT = Shape.of(16, 40);
  private static final Shape RIGHT = Shape.of(40, 12);

  @ParameterizedTest
  @EnumSource(Precision.class)
  void products_are_as_near_as_their_factors_bits_allow(Precision precision) {
    double allowed = precision == Precision.FP32 ? 1e-6 : 1e-2;
    NdArray x = random(LEFT, 1);
    NdArray w = random(RIGHT, 2);
    Graph graph = new Graph();
    graph.precision(precision);
    Tensor left = graph.input("x", x.getType());
    Tensor right = graph.input("w", w.getType());
    graph.output("y", left.matMul(right));
    try (Backend backend = new CpuProvider().open()) {
      Executable executable = backend.compile(graph.build("product"));
      executable.run(x, w);
      NdArray y = executable.read("y");
      for (int i = 0; i < 16; i++) {
        for (int j = 0; j < 12; j++) {
          double sum = 0;
          double size = 0;
          for (int k = 0; k < 40; k++) {
            double product = x.get(40 * i + k) * w.get(12 * k + j);
            sum += product;
            size += Math.abs(product);
          }
          assertThat(Math.abs(y.get(12 * i + j) - sum)).isLessThan(allowed * size);
        }
      }
    }
  }

  private static NdArray random(Shape shape, int stream) {
    Philox random = Philox.stream(3, "factors", stream);
    NdArray array = NdArray.zeros(TensorType.of(DType.F32, shape));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return array;
  }
}
