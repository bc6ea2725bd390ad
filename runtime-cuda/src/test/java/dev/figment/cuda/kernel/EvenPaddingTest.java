package dev.figment.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvenPaddingTest {
  private static final TensorType X = TensorType.f32(2, 3, 5, 6);
  private static final TensorType W = TensorType.f32(4, 3, 3, 2);

  /** A convolution and its gradients. */
  private static Program program(ConvGeometry geometry) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", X);
    Tensor w = graph.input("w", W);
    Tensor y = graph.apply(new Conv(geometry), List.of(x, w));
    graph.output("y", y);
    graph.output("dx", graph.apply(new ConvInputGrad(geometry, 5, 6), List.of(y, w)));
    graph.output("dw", graph.apply(new ConvWeightGrad(geometry, 3, 2), List.of(x, y)));
    return graph.build("convolutions");
  }

  private static NdArray numbers(TensorType type) {
    NdArray array = NdArray.zeros(type);
    for (int i = 0; i < array.floats().length; i++) {
      array.floats()[i] = i % 7 - 3;
    }
    return array;
  }

  private static List<NdArray> run(Program program) {
    try (Backend backend = Backend.named("reference")) {
      Executable executable = backend.compile(program);
      executable.run(numbers(X), numbers(W));
      return List.of(executable.read("y"), executable.read("dx"), executable.read("dw"));
    }
  }

  private static List<String> ops(Program program) {
    List<String> ops = new ArrayList<>();
    program.getNodes().stream()
        .filter(node -> !node.inputs().isEmpty())
        .forEach(node -> ops.add(node.op().toString()));
    return ops;
  }

  @Test
  void what_is_more_on_one_side_is_padded_before_and_cut_off_behind() {
    Program uneven =
        program(ConvGeometry.of(2).stride(2, 1).pad(new int[] {1, 0}, new int[] {3, 2}));
    Program even = new EvenPadding().apply(uneven);
    assertThat(ops(even))
        .containsExactly(
            "pad(axis=2, low=0, high=2)",
            "pad(axis=3, low=0, high=2)",
            "conv(stride=[2, 1], pad=[1, 0])",
            "convInputGrad(to=[7, 8], stride=[2, 1], pad=[1, 0])",
            "slice(axis=2, start=0, size=5)",
            "slice(axis=3, start=0, size=6)",
            "pad(axis=2, low=0, high=2)",
            "pad(axis=3, low=0, high=2)",
            "convWeightGrad(kernel=[3, 2], stride=[2, 1], pad=[1, 0])");
    assertThat(run(even)).usingRecursiveComparison().isEqualTo(run(uneven));
  }

  @Test
  void more_zeros_before_than_behind_shift_what_is_cut_out() {
    Program uneven = program(ConvGeometry.of(2).pad(new int[] {2, 1}, new int[] {0, 1}));
    Program even = new EvenPadding().apply(uneven);
    assertThat(ops(even))
        .containsExactly(
            "pad(axis=2, low=2, high=0)",
            "conv(stride=[1, 1], pad=[0, 1])",
            "convInputGrad(to=[7, 6], stride=[1, 1], pad=[0, 1])",
            "slice(axis=2, start=2, size=5)",
            "pad(axis=2, low=2, high=0)",
            "convWeightGrad(kernel=[3, 2], stride=[1, 1], pad=[0, 1])");
    assertThat(run(even)).usingRecursiveComparison().isEqualTo(run(uneven));
  }

  @Test
  void a_convolution_that_is_even_stays_as_it_is() {
    Program even = program(ConvGeometry.of(2).stride(2, 2).pad(1, 1).dilation(2));
    assertThat(ops(new EvenPadding().apply(even))).isEqualTo(ops(even));
  }
}
