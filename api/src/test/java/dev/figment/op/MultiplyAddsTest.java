package dev.figment.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  private final Graph graph = new Graph();
  private int inputs;

  private Tensor input(int... dims) {
    return graph.input("input" + inputs++, TensorType.f32(dims));
  }

  private static long count(Tensor node) {
    return node.op().multiplyAdds(node);
  }

  @Test
  void a_product_of_matrices_has_one_for_each_row_column_and_inner_place() {
    assertThat(count(input(4, 5).matMul(input(5, 6)))).isEqualTo(4 * 5 * 6);
  }

  @Test
  void matrices_read_transposed_have_as_many() {
    assertThat(count(input(5, 4).matMul(input(5, 6), true, false))).isEqualTo(4 * 5 * 6);
    assertThat(count(input(4, 5).matMul(input(6, 5), false, true))).isEqualTo(4 * 5 * 6);
    assertThat(count(input(5, 4).matMul(input(6, 5), true, true))).isEqualTo(4 * 5 * 6);
  }

  @Test
  void a_batch_of_products_has_them_each_time() {
    assertThat(count(input(3, 4, 5).matMul(input(3, 5, 6)))).isEqualTo(3 * 4 * 5 * 6);
  }

  @Test
  void a_product_larger_than_an_int_is_counted() {
    assertThat(count(input(40_000, 1_000).matMul(input(1_000, 40_000))))
        .isEqualTo(1_600_000_000_000L);
  }

  @Test
  void a_convolution_has_its_window_for_each_result_padding_included() {
    ConvGeometry geometry = ConvGeometry.of(2).stride(2).pad(1);
    Tensor y = input(2, 3, 8, 8).apply(new Conv(geometry), input(4, 3, 3, 3));
    assertThat(y.getShape()).isEqualTo(Shape.of(2, 4, 4, 4));
    assertThat(count(y)).isEqualTo(2 * 4 * 4 * 4 * (3 * 3 * 3));
  }

  @Test
  void groups_see_their_own_channels_only() {
    ConvGeometry geometry = ConvGeometry.of(2).groups(2);
    Tensor y = input(2, 4, 5, 5).apply(new Conv(geometry), input(6, 2, 3, 3));
    assertThat(count(y)).isEqualTo(2 * 6 * 3 * 3 * (2 * 3 * 3));
  }

  @Test
  void a_transposed_convolution_has_its_window_for_each_input() {
    ConvGeometry geometry = ConvGeometry.of(2).stride(2).pad(1);
    Tensor y = input(2, 4, 4, 4).apply(new ConvInputGrad(geometry, 8, 8), input(4, 3, 4, 4));
    assertThat(y.getShape()).isEqualTo(Shape.of(2, 3, 8, 8));
    assertThat(count(y)).isEqualTo(2 * 4 * 4 * 4 * (3 * 4 * 4));
  }

  @Test
  void a_convolutions_gradients_have_as_many_as_itself() {
    ConvGeometry geometry = ConvGeometry.of(2).stride(2).pad(1).groups(2);
    Tensor x = input(2, 4, 8, 8);
    Tensor w = input(6, 2, 3, 3);
    Tensor y = x.apply(new Conv(geometry), w);
    Tensor toInput = y.apply(new ConvInputGrad(geometry, 8, 8), w);
    Tensor toWeight = x.apply(new ConvWeightGrad(geometry, 3, 3), y);
    assertThat(count(y)).isEqualTo(2 * 6 * 4 * 4 * (2 * 3 * 3));
    assertThat(count(toInput)).isEqualTo(count(y));
    assertThat(count(toWeight)).isEqualTo(count(y));
  }

  @Test
  void is_what_the_reference_adds_up_where_there_is_no_padding() {
    ConvGeometry geometry = ConvGeometry.of(2).stride(2, 1).dilation(1, 2).groups(3);
    Tensor x = input(2, 6, 9, 8);
    Tensor w = input(3, 2, 3, 2);
    Tensor y = x.apply(new Conv(geometry), w);
    long[] products = {0};
    new ConvLoop(geometry, x.getShape(), w.getShape(), y.getShape())
        .forEach((i, k, o) -> products[0]++);
    assertThat(count(y)).isEqualTo(products[0]);
  }

  @Test
  void what_adds_no_products_has_none() {
    assertThat(count(input(4, 5).exp())).isZero();
    assertThat(count(input(4, 5).sum(0))).isZero();
  }
}
