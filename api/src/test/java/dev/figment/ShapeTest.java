package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(FigmentException.class).hasMessage(message);
  }

  @Test
  void knows_its_dimensions_from_both_ends() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.getRank()).isEqualTo(3);
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.dim(-1)).isEqualTo(4);
    assertThat(shape.getSize()).isEqualTo(24);
    assertThat(shape.strides()).containsExactly(12, 4, 1);
    assertThat(Shape.SCALAR.getSize()).isEqualTo(1);
    assertThat(Shape.SCALAR.getRank()).isZero();
  }

  @Test
  void prints_a_free_batch_as_n() {
    assertThat(Shape.of(Shape.N, 64, 7, 7)).hasToString("[N, 64, 7, 7]");
    assertThat(Shape.of(11, 1)).hasToString("[11, 1]");
    assertThat(Shape.SCALAR).hasToString("[]");
    assertThat(TensorType.f32(Shape.N, 3)).hasToString("f32[N,3]");
  }

  @Test
  void refuses_dimensions_that_are_not_positive() {
    refuses(
        () -> Shape.of(2, 0),
        "a shape cannot have a dimension of 0\n"
            + "    the sizes given are [2, 0]; each must be at least 1");
    refuses(
        () -> Shape.of(-2),
        "a shape cannot have a dimension of -2\n"
            + "    the sizes given are [-2]; each must be at least 1");
    refuses(
        () -> Shape.of(Shape.N, Shape.N),
        "a shape cannot have two free dimensions\n    only the batch is free");
    assertThatThrownBy(() -> Shape.of(2).withDim(0, 0)).isInstanceOf(FigmentException.class);
  }

  @Test
  void has_no_size_while_the_batch_is_free() {
    Shape free = Shape.of(Shape.N, 3);
    assertThat(free.isFree()).isTrue();
    assertThat(free.getFixedSize()).isEqualTo(3);
    assertThat(free.withBatch(4)).isEqualTo(Shape.of(4, 3));
    refuses(
        free::getSize,
        "shape [N, 3] has no size while its batch is free\n    name one with withBatch(n)");
  }

  @Test
  void refuses_sizes_beyond_31_bits() {
    refuses(
        () -> Shape.of(65536, 65536).getSize(),
        "shape [65536, 65536] has more than 2^31 - 1 elements\n    use a smaller batch");
    assertThat(Shape.of(Integer.MAX_VALUE).getSize()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void is_not_changed_through_arrays() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    shape.strides()[0] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void is_cut_and_joined() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.slice(1, 3)).isEqualTo(Shape.of(3, 4));
    assertThat(shape.slice(1, 1)).isEqualTo(Shape.SCALAR);
    assertThat(shape.plus(Shape.of(5))).isEqualTo(Shape.of(2, 3, 4, 5));
    assertThat(shape.behind(9)).isEqualTo(Shape.of(9, 2, 3, 4));
    assertThat(shape.withDim(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2,3; 2,3; [2, 3]",
        "2,3; 3; [2, 3]",
        "2,1; 1,5; [2, 5]",
        "1; 4,1,2; [4, 1, 2]",
        "-1,3; 1,3; [N, 3]",
        "-1,3; -1,1; [N, 3]",
      })
  void broadcasts_like_numpy(String left, String right, String expected) {
    Shape a = Shape.of(ints(left));
    Shape b = Shape.of(ints(right));
    assertThat(Shape.broadcast(a, b)).hasToString(expected);
    assertThat(Shape.broadcast(b, a)).hasToString(expected);
  }

  private static int[] ints(String text) {
    return java.util.Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void says_where_shapes_do_not_broadcast() {
    refuses(
        () -> Shape.broadcast(Shape.of(2, 3), Shape.of(4, 3)),
        "shapes [2, 3] and [4, 3] do not broadcast to one\n"
            + "    counted from the last, dimension 2 is 2 and 4; sizes must be equal or 1");
    refuses(
        () -> Shape.broadcast(Shape.of(Shape.N, 3), Shape.of(4, 3)),
        "shapes [N, 3] and [4, 3] do not broadcast to one\n"
            + "    counted from the last, dimension 2 is N and 4; sizes must be equal or 1");
  }
}
