package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final int FLOAT = 4;

  private final Graph graph = new Graph();

  private Tensor input(String name, int... dims) {
    return graph.input(name, TensorType.f32(dims));
  }

  private Work work() {
    return Work.of(graph.build("work"));
  }

  /** The product's result, written and read; inputs and the output lie in full. */
  @Test
  void values_of_16_bits_are_two_bytes_each() {
    Tensor x = input("x", 8, 5);
    Tensor w = input("w", 5, 6);
    graph.output("y", x.matMul(w).sum(1));
    Program program = Simplify.of(graph.build("work"));
    long given = 8 * 5 + 5 * 6;
    assertThat(Work.of(program, new Halves(program, null, 0)).getBytes())
        .isEqualTo(FLOAT * (given + 2 * 8 * 6 + 8));
    assertThat(Work.of(program, new Halves(program, Format.BF16, 0)).getBytes())
        .isEqualTo(FLOAT * (given + 8) + 2 * (2 * 8 * 6));
  }

  @Test
  void a_dense_layer_trains_with_two_products_where_its_input_is_data() {
    Tensor x = input("x", 8, 5);
    Tensor w = input("w", 5, 6);
    graph.output("w", x.matMul(w).square().sum().gradient(w));
    assertThat(work().getMultiplyAdds()).isEqualTo(2 * 8 * 5 * 6);
    assertThat(work().getOperations()).isEqualTo(2 * 2 * 8 * 5 * 6);
  }

  @Test
  void a_convolution_trains_with_three_where_its_input_is_trained_too() {
    Tensor x = input("x", 2, 3, 8, 8);
    Tensor w = input("w", 4, 3, 3, 3);
    Tensor y = x.apply(new Conv(ConvGeometry.of(2).stride(2).pad(1)), w);
    Tensor loss = y.square().sum();
    graph.output("x", loss.gradient(x));
    graph.output("w", loss.gradient(w));
    assertThat(work().getMultiplyAdds()).isEqualTo(3 * (2 * 4 * 4 * 4 * 27));
  }

  @Test
  void a_transposed_convolution_trains_with_three_as_well() {
    Tensor x = input("x", 2, 4, 4, 4);
    Tensor w = input("w", 4, 3, 4, 4);
    Tensor y = x.apply(new ConvInputGrad(ConvGeometry.of(2).stride(2).pad(1), 8, 8), w);
    Tensor loss = y.square().sum();
    graph.output("x", loss.gradient(x));
    graph.output("w", loss.gradient(w));
    assertThat(work().getMultiplyAdds()).isEqualTo(3 * (2 * 4 * 4 * 4 * 48));
  }

  @Test
  void a_gradients_gradient_is_counted() {
    Tensor x = input("x", 8, 5);
    Tensor w = input("w", 5, 6);
    Tensor slope = x.matMul(w).square().sum().gradient(x);
    graph.output("w", slope.square().sum().gradient(w));
    // x w, its gradient to x, and of that: to w directly, to x w, and from there to w.
    assertThat(work().getMultiplyAdds()).isEqualTo(5 * 8 * 5 * 6);
  }

  @Test
  void what_is_written_twice_is_counted_once() {
    Tensor x = input("x", 8, 5);
    Tensor w = input("w", 5, 6);
    graph.output("y", x.matMul(w).plus(x.matMul(w).exp()));
    assertThat(work().getMultiplyAdds()).isEqualTo(8 * 5 * 6);
  }

  @Test
  void point_wise_ops_that_share_a_loop_move_its_ends_only() {
    Tensor x = input("x", 4, 5);
    graph.output("y", x.times(2).exp().plus(x));
    assertThat(work().getMultiplyAdds()).isZero();
    assertThat(work().getBytes()).isEqualTo((4 * 5 + 4 * 5) * FLOAT);
  }

  @Test
  void a_broadcast_is_read_as_what_it_repeats() {
    graph.output("y", input("x", 128, 10).plus(input("bias", 10)));
    assertThat(work().getBytes()).isEqualTo((128 * 10 + 10 + 128 * 10) * FLOAT);
  }

  @Test
  void a_slice_is_read_as_its_part() {
    graph.output("y", input("x", 100, 10).slice(0, 0, 5).exp());
    assertThat(work().getBytes()).isEqualTo((5 * 10 + 5 * 10) * FLOAT);
  }

  @Test
  void one_value_read_in_several_ways_is_read_no_more_than_once() {
    Tensor x = input("x", 10, 10);
    graph.output("y", x.plus(x.transpose(1, 0)));
    assertThat(work().getBytes()).isEqualTo((100 + 100) * FLOAT);
  }

  @Test
  void a_product_reads_both_matrices_and_writes_one() {
    graph.output("y", input("x", 8, 5).matMul(input("w", 5, 6)));
    assertThat(work().getBytes()).isEqualTo((8 * 5 + 5 * 6 + 8 * 6) * FLOAT);
  }
}
