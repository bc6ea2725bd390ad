package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which units a backend may compute with the product or convolution before them. */
class EpilogueTest {
  private final Graph graph = new Graph();
  private final Tensor product =
      graph.input("x", TensorType.f32(4, 5)).matMul(graph.input("w", TensorType.f32(5, 6)));
  private final Tensor bias = graph.input("b", TensorType.f32(6));

  /** The units that follow products, with what is added. */
  private String found() {
    return Epilogue.of(Fuse.of(Simplify.of(graph.build("layer")))).values().stream()
        .map(
            epilogue ->
                epilogue.getUnit()
                    + (epilogue.getAdded() == null ? "" : " of " + epilogue.getAdded().op())
                    + (epilogue.getSlope() == 0 ? ", rectified" : "")
                    + (epilogue.getSlope() % 1 > 0 ? ", leaky by " + epilogue.getSlope() : ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private String foundIn(UnaryOperator<Tensor> layer) {
    graph.output("y", layer.apply(product));
    return found();
  }

  @Test
  void a_row_is_added() {
    assertThat(foundIn(x -> x.plus(bias))).isEqualTo("add of broadcast([4, 6])");
  }

  @Test
  void a_row_is_added_and_the_sum_rectified() {
    assertThat(foundIn(x -> x.plus(bias).relu()))
        .isEqualTo("add+relu of broadcast([4, 6]), rectified");
  }

  @Test
  void a_relu_alone() {
    assertThat(foundIn(Tensor::relu)).isEqualTo("relu, rectified");
  }

  @Test
  void a_leaky_relu() {
    assertThat(foundIn(x -> x.max(x.times(0.25)))).isEqualTo("mul+max, leaky by 0.25");
  }

  @Test
  void a_row_is_added_and_the_sum_leaks() {
    assertThat(foundIn(x -> leaky(x.plus(bias))))
        .isEqualTo("add+mul+max of broadcast([4, 6]), leaky by 0.25");
  }

  private static Tensor leaky(Tensor x) {
    return x.max(x.times(0.25));
  }

  @Test
  void not_a_maximum_with_more() {
    assertThat(foundIn(x -> x.max(x.times(2)))).isEmpty();
  }

  @Test
  void not_a_maximum_with_the_square() {
    assertThat(foundIn(x -> x.max(x.times(x)))).isEmpty();
  }

  @Test
  void not_a_maximum_of_the_sum_with_the_product() {
    assertThat(foundIn(x -> x.plus(bias).max(x.times(0.25)))).isEmpty();
  }

  @Test
  void numbers_are_added_to_channels_of_a_convolution_and_the_sums_rectified() {
    Tensor x = graph.input("images", TensorType.f32(2, 3, 8, 8));
    Tensor kernel = graph.input("kernel", TensorType.f32(4, 3, 3, 3));
    Tensor numbers = graph.input("numbers", TensorType.f32(4));
    Tensor result = x.apply(new Conv(ConvGeometry.of(2)), kernel);
    graph.output("y", result.plus(numbers.reshape(4, 1, 1)).relu());
    assertThat(found()).isEqualTo("add+relu of broadcast([2, 4, 6, 6]), rectified");
  }

  /** In training the gradient asks the relu's result where it was open, and the sum is not kept. */
  @Test
  void a_layer_in_training() {
    Tensor hidden = product.plus(bias).relu();
    Tensor loss = hidden.matMul(graph.input("v", TensorType.f32(6, 3))).square().mean();
    graph.output("loss", loss);
    graph.output("slope", loss.gradient(bias));
    assertThat(found()).isEqualTo("add+relu of broadcast([4, 6]), rectified");
  }

  @Test
  void not_if_the_sum_is_read_by_somebody_else() {
    graph.output("sum", product.plus(bias));
    assertThat(foundIn(x -> x.plus(bias).relu())).isEmpty();
  }

  @Test
  void not_if_the_product_is_read_by_somebody_else() {
    graph.output("twice", product.matMul(graph.input("v", TensorType.f32(6, 3))));
    assertThat(foundIn(x -> x.plus(bias).relu())).isEmpty();
  }

  @Test
  void not_if_the_product_is_an_output() {
    graph.output("product", product);
    assertThat(foundIn(x -> x.plus(bias).relu())).isEmpty();
  }

  @Test
  void not_if_the_unit_computes_more() {
    assertThat(foundIn(x -> x.plus(bias).tanh())).isEmpty();
  }

  @Test
  void not_if_the_unit_sums_up() {
    assertThat(foundIn(x -> x.plus(bias).relu().sum(0))).isEmpty();
  }

  /** The exact one, with erf, which is not what libraries call so. */
  @Test
  void not_for_a_gelu() {
    Tensor sum = product.plus(bias);
    assertThat(foundIn(x -> sum.times(sum.times(Math.sqrt(0.5)).erf().plus(1)).times(0.5)))
        .isEmpty();
  }
}
