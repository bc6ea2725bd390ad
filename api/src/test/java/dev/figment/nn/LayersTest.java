package dev.figment.nn;

import static dev.figment.nn.Layers.averagePool;
import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.crop;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.dropout;
import static dev.figment.nn.Layers.elu;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.gelu;
import static dev.figment.nn.Layers.globalAveragePool;
import static dev.figment.nn.Layers.groupNorm;
import static dev.figment.nn.Layers.instanceNorm;
import static dev.figment.nn.Layers.layerNorm;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.maxPool;
import static dev.figment.nn.Layers.maxout;
import static dev.figment.nn.Layers.mish;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.residual;
import static dev.figment.nn.Layers.selu;
import static dev.figment.nn.Layers.silu;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upConv;
import static dev.figment.nn.Layers.upsample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  private static final int N = Shape.N;

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of(dense(10), Shape.of(N, 784), Shape.of(N, 10), "dense(10)"),
        Arguments.of(dense(10), Shape.of(N, 7, 5), Shape.of(N, 7, 10), "dense(10)"),
        Arguments.of(maxout(10, 5), Shape.of(N, 784), Shape.of(N, 10), "maxout(10, 5)"),
        Arguments.of(maxout(10, 5), Shape.of(N, 7, 3), Shape.of(N, 7, 10), "maxout(10, 5)"),
        Arguments.of(conv(8), Shape.of(N, 3, 9, 7), Shape.of(N, 8, 9, 7), "conv(8)"),
        Arguments.of(
            conv(8).halving(), Shape.of(N, 1, 7, 8), Shape.of(N, 8, 4, 4), "conv(8).stride(2)"),
        Arguments.of(
            conv(6).kernel(5).groups(3),
            Shape.of(N, 3, 9, 9),
            Shape.of(N, 6, 9, 9),
            "conv(6).kernel(5).groups(3)"),
        Arguments.of(
            conv(4).dilation(2), Shape.of(N, 2, 9), Shape.of(N, 4, 9), "conv(4).dilation(2)"),
        Arguments.of(
            conv(4).padding(0), Shape.of(N, 2, 9), Shape.of(N, 4, 7), "conv(4).padding(0)"),
        Arguments.of(
            upConv(5).doubling(),
            Shape.of(N, 3, 7, 9),
            Shape.of(N, 5, 14, 18),
            "upConv(5).kernel(4).stride(2)"),
        Arguments.of(upConv(5), Shape.of(N, 3, 7), Shape.of(N, 5, 7), "upConv(5)"),
        Arguments.of(flatten(), Shape.of(N, 3, 4, 5), Shape.of(N, 60), "flatten()"),
        Arguments.of(reshape(3, 4, 5), Shape.of(N, 60), Shape.of(N, 3, 4, 5), "reshape(3, 4, 5)"),
        Arguments.of(maxPool(2), Shape.of(N, 3, 9, 8), Shape.of(N, 3, 4, 4), "maxPool(2)"),
        Arguments.of(averagePool(2), Shape.of(N, 3, 6, 8), Shape.of(N, 3, 3, 4), "averagePool(2)"),
        Arguments.of(
            globalAveragePool(), Shape.of(N, 3, 6, 8), Shape.of(N, 3), "globalAveragePool()"),
        Arguments.of(upsample(2), Shape.of(N, 3, 6, 8), Shape.of(N, 3, 12, 16), "upsample(2)"),
        Arguments.of(crop(5, 6), Shape.of(N, 3, 6, 8), Shape.of(N, 3, 5, 6), "crop(5, 6)"),
        Arguments.of(batchNorm(), Shape.of(N, 3, 6, 8), Shape.of(N, 3, 6, 8), "batchNorm()"),
        Arguments.of(layerNorm(), Shape.of(N, 12), Shape.of(N, 12), "layerNorm()"),
        Arguments.of(groupNorm(2), Shape.of(N, 4, 3, 3), Shape.of(N, 4, 3, 3), "groupNorm(2)"),
        Arguments.of(instanceNorm(), Shape.of(N, 4, 3), Shape.of(N, 4, 3), "instanceNorm()"),
        Arguments.of(
            stack(conv(3), residual(stack(relu(), conv(3)))),
            Shape.of(N, 1, 4, 4),
            Shape.of(N, 3, 4, 4),
            "stack(conv(3), residual(stack(relu(), conv(3))))"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void has_its_shape_and_is_written_as_in_code(Layer layer, Shape in, Shape out, String text) {
    assertThat(layer.bind(Scope.of("net"), in).getOutputShape()).isEqualTo(out);
    assertThat(layer).hasToString(text);
  }

  static List<Arguments> activations() {
    return List.of(
        Arguments.of(relu(), new double[] {0, 0, 1.5}),
        Arguments.of(leakyRelu(0.2), new double[] {-0.4, 0, 1.5}),
        Arguments.of(elu(), new double[] {Math.expm1(-2), 0, 1.5}),
        Arguments.of(selu(), new double[] {-1.520166468595695, 0, 1.576051480651493}),
        Arguments.of(gelu(), new double[] {-0.045500263896358, 0, 1.399789198198709}),
        Arguments.of(silu(), new double[] {-0.238405844044235, 0, 1.226361714301323}),
        Arguments.of(mish(), new double[] {-0.252501482695708, 0, 1.403378266395802}));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activation_has_its_values(Layer layer, double[] expected) {
    NdArray y = run(layer, NdArray.of(new float[] {-2, 0, 1.5f}, 1, 3), Mode.INFERENCE, 1);
    for (int i = 0; i < 3; i++) {
      assertThat(y.get(i)).isCloseTo(expected[i], Offset.offset(1e-6));
    }
  }

  @Test
  void maxout_is_the_largest_of_each_units_own_pieces() {
    NdArray x = NdArray.of(new float[] {1, -2, 0.5f, 3, 0, -1}, 2, 3);
    NdArray y = run(maxout(2, 3), x, Mode.INFERENCE, 1);
    NdArray pieces = run(dense(6), x, Mode.INFERENCE, 1);
    for (int i = 0; i < 4; i++) {
      int first = i / 2 * 6 + i % 2;
      double largest =
          Math.max(pieces.get(first), Math.max(pieces.get(first + 2), pieces.get(first + 4)));
      assertThat(y.get(i)).isEqualTo(largest);
    }
    assertThat(run(maxout(2, 3).initializer(Initializer.zeros()), x, Mode.INFERENCE, 1))
        .isEqualTo(NdArray.zeros(TensorType.f32(2, 2)));
  }

  @Test
  void normalisations_give_mean_zero_and_variance_one_over_their_features() {
    NdArray x = NdArray.zeros(TensorType.f32(6, 4, 5));
    Philox.stream(1, "x").fillNormal(x.floats());
    for (int i = 0; i < x.getSize(); i++) {
      x.set(i, 3 + 2 * x.get(i));
    }
    checkMoments(run(layerNorm(), x, Mode.INFERENCE, 1), 20);
    checkMoments(run(groupNorm(2), x, Mode.INFERENCE, 1), 10);
    checkMoments(run(instanceNorm(), x, Mode.INFERENCE, 1), 5);
  }

  private static void checkMoments(NdArray y, int features) {
    for (int start = 0; start < y.getSize(); start += features) {
      double sum = 0;
      double squares = 0;
      for (int i = start; i < start + features; i++) {
        sum += y.get(i);
        squares += y.get(i) * y.get(i);
      }
      assertThat(sum / features).isCloseTo(0, Offset.offset(1e-5));
      assertThat(squares / features).isCloseTo(1, Offset.offset(1e-3));
    }
  }

  @Test
  void batch_norm_moves_its_running_statistics_as_pytorch_does() {
    NdArray x = NdArray.of(new float[] {1, 10, 2, 20, 6, 60}, 3, 2);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Scope scope = Scope.of("net");
      Network network = batchNorm().bind(scope, Shape.of(N, 2));
      scope.getWeights().forEach(v -> backend.write(v, v.initialValue(1)));
      scope.getState().forEach(v -> backend.write(v, v.initialValue(1)));
      Graph graph = new Graph();
      Tensor input = graph.input("x", x.getType());
      graph.output("first", network.forward(input, Mode.TRAINING));
      graph.output("second", network.forward(input.times(2), Mode.TRAINING));
      Executable program = backend.compile(graph.build("train"));
      program.run(x);
      NdArray mean = backend.read(scope.getState().get(0));
      NdArray variance = backend.read(scope.getState().get(1));
      // Mean 3, unbiased variance 7; then of twice the input 6 and 28.
      assertThat(mean.get(0)).isCloseTo(0.9 * 0.3 + 0.6, Offset.offset(1e-6));
      assertThat(variance.get(0)).isCloseTo(0.9 * (0.9 + 0.7) + 2.8, Offset.offset(1e-6));
      assertThat(program.read("first").get(0))
          .isCloseTo(-2 / Math.sqrt(14 / 3.0 + 1e-5), Offset.offset(1e-5));
    }
  }

  @Test
  void dropout_drops_its_share_and_keeps_the_mean_in_training_only() {
    NdArray x = NdArray.zeros(TensorType.f32(100, 100));
    java.util.Arrays.fill(x.floats(), 1);
    assertThat(run(dropout(0.3), x, Mode.INFERENCE, 1)).isEqualTo(x);
    NdArray y = run(dropout(0.3), x, Mode.TRAINING, 1);
    int zeros = 0;
    for (float value : y.floats()) {
      zeros += value == 0 ? 1 : 0;
      assertThat(value == 0 || Math.abs(value - 1 / 0.7f) < 1e-6).isTrue();
    }
    assertThat(zeros).isBetween(2850, 3150);
    assertThat(run(dropout(0.3), x, Mode.TRAINING, 1)).isEqualTo(y);
    assertThat(run(dropout(0.3), x, Mode.TRAINING, 2)).isNotEqualTo(y);
  }

  private static NdArray run(Layer layer, NdArray x, Mode mode, int step) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Graph graph = new Graph();
      graph.randomness(
          graph.constant(NdArray.of(new int[] {1, 2}, 2)),
          graph.constant(NdArray.of(new int[] {step}, 1)),
          0);
      Tensor input = graph.input("x", TensorType.of(DType.F32, x.getShape()));
      Network network = layer.bind(Scope.of("net"), x.getShape().withDim(0, N));
      graph.output("y", network.forward(input, mode));
      Program program = graph.build("test");
      program.getVariables().keySet().forEach(v -> backend.write(v, v.initialValue(1)));
      Executable executable = backend.compile(program);
      executable.run(x);
      return executable.read("y");
    }
  }

  static List<Arguments> initializers() {
    return List.of(
        Arguments.of(Initializer.he(), Math.sqrt(2.0 / 300)),
        Arguments.of(Initializer.xavier(), Math.sqrt(2.0 / 500)),
        Arguments.of(Initializer.normal(0.02), 0.02),
        Arguments.of(Initializer.uniform(0.3), 0.3 / Math.sqrt(3)),
        Arguments.of(Initializer.orthogonal(1), Math.sqrt(1.0 / 300)));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void initializer_has_its_deviation(Initializer initializer, double expected) {
    NdArray w = initializer.create(Shape.of(300, 200), 300, 200, Philox.stream(1, "w"));
    double squares = 0;
    for (float value : w.floats()) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares / w.getSize()))
        .isCloseTo(expected, Offset.offset(0.02 * expected));
  }

  @Test
  void orthogonal_rows_or_columns_are_orthonormal() {
    for (int[] dims : new int[][] {{20, 50}, {50, 20}, {8, 4, 3, 3}}) {
      NdArray w = Initializer.orthogonal(2).create(Shape.of(dims), 1, 1, Philox.stream(1, "w"));
      int rows = dims[0];
      int columns = w.getSize() / rows;
      int count = Math.min(rows, columns);
      for (int a = 0; a < count; a++) {
        for (int b = 0; b < count; b++) {
          double dot = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            dot +=
                rows <= columns
                    ? w.get(a * columns + k) * w.get(b * columns + k)
                    : w.get(k * columns + a) * w.get(k * columns + b);
          }
          assertThat(dot).isCloseTo(a == b ? 4 : 0, Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void errors_name_the_layer_and_the_cure() {
    assertThatThrownBy(() -> conv(3).bind(Scope.of("critic"), Shape.of(N, 10)))
        .hasMessage(
            "critic: a convolution takes [N, C, H, W] or [N, C, L], not [N, 10]\n"
                + "    reshape(channels, height, width) makes images of vectors");
    assertThatThrownBy(() -> groupNorm(3).bind(Scope.of("critic"), Shape.of(N, 4, 2, 2)))
        .hasMessage(
            "critic: groupNorm(3) cannot divide the channels of [N, 4, 2, 2] into 3 groups");
    assertThatThrownBy(() -> residual(conv(4)).bind(Scope.of("critic"), Shape.of(N, 3, 2, 2)))
        .hasMessage(
            "critic: the body of a residual makes [N, 4, 2, 2] of [N, 3, 2, 2]\n"
                + "    both must be equal; end the body with as many channels as come in");
    assertThatThrownBy(() -> dropout(1))
        .hasMessage("dropout(1.0): a probability is at least 0 and below 1");
    assertThatThrownBy(() -> maxout(4, 1).bind(Scope.of("critic"), Shape.of(N, 3)))
        .hasMessage(
            "critic: maxout(4, 1) needs at least 1 unit and 2 pieces\n"
                + "    of one piece it is dense(4)");
    assertThatThrownBy(() -> averagePool(4).bind(Scope.of("critic"), Shape.of(N, 3, 6, 6)))
        .hasMessage("windows of 4 do not fill [N, 3, 6, 6]\n    use a size that divides the image");
  }

  @Test
  void a_network_is_bound_for_a_batch_of_any_size() {
    assertThatThrownBy(() -> dense(3).bind(Scope.of("critic"), Shape.of(2, 5)))
        .hasMessage(
            "critic: a network takes a batch of any size, not [2, 5]\n"
                + "    begin the shape with Shape.N");
  }

  @Test
  void a_network_refuses_another_shape() {
    Network network = dense(3).bind(Scope.of("critic"), Shape.of(N, 5));
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(2, 6));
    assertThatThrownBy(() -> network.forward(x, Mode.INFERENCE))
        .hasMessage(
            "critic: the network takes [N, 5], not [2, 6]\n    bind it again for another shape");
  }
}
