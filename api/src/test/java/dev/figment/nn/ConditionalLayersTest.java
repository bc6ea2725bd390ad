package dev.figment.nn;

import static dev.figment.nn.Layers.conditionalBatchNorm;
import static dev.figment.nn.Layers.minibatchDeviation;
import static dev.figment.nn.Layers.projectionScore;
import static dev.figment.nn.Layers.withLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that see the labels of examples, or the batch. */
class ConditionalLayersTest {
  private static final int N = Shape.N;
  private static final int CLASSES = 3;
  private static final Offset<Double> CLOSE = Offset.offset(1e-5);

  private final ReferenceBackend backend = new ReferenceBackend();
  private final Scope scope = Scope.of("net", CLASSES);

  @AfterEach
  void close() {
    backend.close();
  }

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of(withLabel(4), Shape.of(N, 5), Shape.of(N, 9), "withLabel(4)"),
        Arguments.of(withLabel(2), Shape.of(N, 1, 4, 6), Shape.of(N, 3, 4, 6), "withLabel(2)"),
        Arguments.of(
            conditionalBatchNorm(), Shape.of(N, 5), Shape.of(N, 5), "conditionalBatchNorm()"),
        Arguments.of(projectionScore(), Shape.of(N, 5), Shape.of(N, 1), "projectionScore()"),
        Arguments.of(
            projectionScore().spectralNorm(),
            Shape.of(N, 5),
            Shape.of(N, 1),
            "projectionScore().spectralNorm()"),
        Arguments.of(
            minibatchDeviation(),
            Shape.of(N, 2, 3, 3),
            Shape.of(N, 3, 3, 3),
            "minibatchDeviation()"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void has_its_shape_and_is_written_as_in_code(Layer layer, Shape in, Shape out, String text) {
    assertThat(layer.bind(scope, in).getOutputShape()).isEqualTo(out);
    assertThat(layer).hasToString(text);
  }

  @Test
  void a_label_comes_behind_as_constant_channels_of_its_own_vector() {
    Network network = withLabel(2).bind(scope, Shape.of(N, 1, 1, 2));
    NdArray y = run(network, NdArray.of(new float[] {1, 2, 3, 4}, 2, 1, 1, 2), true, 2, 0);
    NdArray table = value("embedding");
    assertThat(y.floats())
        .containsExactly(
            1,
            2,
            table.floats()[4],
            table.floats()[4],
            table.floats()[5],
            table.floats()[5],
            3,
            4,
            table.floats()[0],
            table.floats()[0],
            table.floats()[1],
            table.floats()[1]);
  }

  @Test
  void conditional_batch_norm_scales_and_shifts_by_class() {
    Network network = conditionalBatchNorm().bind(scope, Shape.of(N, 1));
    initialise();
    backend.write(variable("scale"), NdArray.of(new float[] {1, 2, 3}, 3, 1));
    backend.write(variable("shift"), NdArray.of(new float[] {0, 10, 20}, 3, 1));
    NdArray y = compute(network, NdArray.of(new float[] {-1, 1}, 2, 1), true, 1, 2);
    assertThat(y.get(0)).isCloseTo(10 - 2, Offset.offset(1e-4));
    assertThat(y.get(1)).isCloseTo(20 + 3, Offset.offset(1e-4));
  }

  @Test
  void projection_adds_the_product_with_the_vector_of_the_class() {
    Network network = projectionScore().bind(scope, Shape.of(N, 2));
    NdArray y = run(network, NdArray.of(new float[] {1, 2, 1, 2}, 2, 2), false, 0, 1);
    NdArray weight = value("score/weight");
    NdArray table = value("embedding");
    double linear = weight.get(0) + 2 * weight.get(1);
    assertThat(y.get(0)).isCloseTo(linear + table.get(0) + 2 * table.get(1), CLOSE);
    assertThat(y.get(1)).isCloseTo(linear + table.get(2) + 2 * table.get(3), CLOSE);
  }

  @Test
  void minibatch_deviation_tells_a_batch_of_equal_examples_from_others() {
    Network network = minibatchDeviation().bind(scope, Shape.of(N, 2));
    // Each feature is 1 and 3: a deviation of 1; then equal examples; then the running mean.
    NdArray varied = run(network, NdArray.of(new float[] {1, 3, 3, 1}, 2, 2), true, 0, 0);
    assertThat(varied.get(2)).isCloseTo(1, CLOSE);
    assertThat(varied.get(5)).isCloseTo(1, CLOSE);
    NdArray equal = compute(network, NdArray.of(new float[] {1, 3, 1, 3}, 2, 2), true, 0, 0);
    assertThat(equal.get(2)).isCloseTo(1e-4, CLOSE);
    NdArray later = compute(network, NdArray.of(new float[] {1, 3, 1, 3}, 2, 2), false, 0, 0);
    assertThat(later.get(2)).isCloseTo(0.9 + 0.1 * 1e-4, CLOSE);
  }

  @Test
  void layers_that_want_labels_refuse_a_model_without() {
    assertThatThrownBy(() -> withLabel(2).bind(Scope.of("critic"), Shape.of(N, 5)))
        .hasMessage(
            "critic: this layer wants labels, but the model is not conditional\n"
                + "    make the recipe conditional, or leave the layer out");
    assertThatThrownBy(() -> withLabel(0))
        .hasMessage("withLabel(0) adds nothing\n    use at least 1");
    assertThatThrownBy(() -> projectionScore().bind(scope, Shape.of(N, 2, 3, 3)))
        .hasMessage(
            "net: projectionScore() takes features [N, K], not [N, 2, 3, 3]\n"
                + "    put flatten() before it");
  }

  @Test
  void a_network_that_wants_labels_refuses_to_run_without() {
    Network network = withLabel(2).bind(scope, Shape.of(N, 5));
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(2, 5));
    assertThatThrownBy(() -> network.forward(x, Mode.INFERENCE))
        .hasMessage(
            "the network wants labels and was given none\n    run it with mode.given(labels)");
    assertThatThrownBy(() -> Mode.INFERENCE.given(x))
        .hasMessage("labels are i32 [N], not f32[2,5]");
  }

  private void initialise() {
    scope.getWeights().forEach(v -> backend.write(v, v.initialValue(1)));
    scope.getState().forEach(v -> backend.write(v, v.initialValue(1)));
  }

  private NdArray run(Network network, NdArray x, boolean training, int... labels) {
    initialise();
    return compute(network, x, training, labels);
  }

  private NdArray compute(Network network, NdArray x, boolean training, int... labels) {
    Graph graph = new Graph();
    Tensor input = graph.input("x", x.getType());
    Tensor label = graph.input("label", TensorType.of(DType.I32, Shape.of(labels.length)));
    Mode mode = (training ? Mode.TRAINING : Mode.INFERENCE).given(label);
    graph.output("y", network.forward(input, mode));
    Executable executable = backend.compile(graph.build("test"));
    executable.run(x, NdArray.of(labels, labels.length));
    return executable.read("y");
  }

  private Variable variable(String name) {
    return java.util.stream.Stream.concat(scope.getWeights().stream(), scope.getState().stream())
        .filter(v -> v.getName().equals("net/" + name))
        .findFirst()
        .orElseThrow();
  }

  private NdArray value(String name) {
    return backend.read(variable(name));
  }
}
