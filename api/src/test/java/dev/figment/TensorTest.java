package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.graph.Graph;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final Graph graph = new Graph();

  private Tensor tensor(int... dims) {
    return graph.constant(NdArray.zeros(TensorType.f32(dims)));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(FigmentException.class).hasMessage(message);
  }

  @Test
  void operands_broadcast_to_one_shape() {
    assertThat(tensor(2, 1).plus(tensor(3)).getShape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor(2, 3).times(tensor()).getShape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor(3, 1).equal(tensor(1, 3)).getShape()).isEqualTo(Shape.of(3, 3));
    assertThat(tensor(2, 1).select(tensor(3), tensor()).getShape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void errors_of_broadcasting_name_place_function_and_shapes() {
    String fact =
        "shapes [2, 3] and [4] do not broadcast to one\n"
            + "    counted from the last, dimension 1 is 3 and 4; sizes must be equal or 1";
    refuses(
        () -> graph.within("decoder", () -> tensor(2, 3).plus(tensor(4))), "decoder add: " + fact);
    refuses(() -> tensor(2, 3).select(tensor(4), tensor(4)), "select: " + fact);
  }

  @Test
  void a_filling_constant_broadcasts_without_a_node_but_by_the_same_rule() {
    Tensor one = graph.fill(1, TensorType.f32(1, 3));
    assertThat(one.broadcast(Shape.of(2, 3)).op()).hasToString("constant(1.0, f32[2,3])");
    refuses(
        () -> one.broadcast(Shape.of(2, 4)),
        "shape [1, 3] does not broadcast to [2, 4]\n"
            + "    only dimensions of size 1 are repeated, and the ranks must be equal");
    refuses(
        () -> one.broadcast(Shape.of(3)),
        "shape [1, 3] does not broadcast to [3]\n"
            + "    only dimensions of size 1 are repeated, and the ranks must be equal");
  }

  @Test
  void reductions_count_from_both_ends() {
    Tensor x = tensor(2, 3, 4);
    assertThat(x.sum().getShape()).isEqualTo(Shape.SCALAR);
    assertThat(x.sum(-1).getShape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.maximum(0, 2).getShape()).isEqualTo(Shape.of(3));
    assertThat(x.meanKept(-2).getShape()).isEqualTo(Shape.of(2, 1, 4));
    assertThat(x.sumPerSample().getShape()).isEqualTo(Shape.of(2));
    assertThat(tensor(5).sumPerSample().getShape()).isEqualTo(Shape.of(5));
    refuses(() -> x.sum(3), "dimension 3 does not exist in the shape [2, 3, 4]");
    refuses(() -> x.maximum(-4), "dimension -4 does not exist in the shape [2, 3, 4]");
    refuses(() -> x.sum(1, 1), "sum cannot reduce dimensions [1, 1] of [2, 3, 4]");
  }

  @Test
  void the_mean_over_a_free_batch_is_refused() {
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 3));
    refuses(
        x::mean,
        "the mean over a free batch is not known when the program is built\n"
            + "    use sum(), or name a batch size");
    assertThat(x.mean(1).getShape()).isEqualTo(Shape.of(Shape.N));
  }

  @Test
  void what_changes_nothing_adds_no_node() {
    Tensor x = tensor(2, 3);
    assertThat(x.reshape(2, 3)).isSameAs(x);
    assertThat(x.broadcast(Shape.of(2, 3))).isSameAs(x);
    assertThat(x.cast(DType.F32)).isSameAs(x);
    assertThat(x.slice(1, 0, 3)).isSameAs(x);
    assertThat(x.sumTo(Shape.of(2, 3))).isSameAs(x);
  }

  @Test
  void sum_to_undoes_broadcasting() {
    assertThat(tensor(4, 2, 3).sumTo(Shape.of(2, 1)).getShape()).isEqualTo(Shape.of(2, 1));
    assertThat(tensor(4, 2, 3).sumTo(Shape.SCALAR).getShape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void numbers_that_an_integer_tensor_cannot_hold_are_refused() {
    Tensor labels = graph.input("labels", TensorType.of(DType.I32, Shape.of(3)));
    refuses(() -> labels.times(0.5), "i32[3] cannot be filled with 0.5\n    cast(F32) first");
    refuses(labels::mean, "i32[] cannot be filled with 0.3333333333333333\n    cast(F32) first");
    assertThat(labels.plus(1).getDtype()).isEqualTo(DType.I32);
  }
}
