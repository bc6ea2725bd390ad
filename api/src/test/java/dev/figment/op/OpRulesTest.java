package dev.figment.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpRulesTest {
  private static final ConvGeometry PLANE = ConvGeometry.of(2);

  private static TensorType f32(int... dims) {
    return TensorType.f32(dims);
  }

  private static TensorType i32(int... dims) {
    return TensorType.of(DType.I32, Shape.of(dims));
  }

  private static TensorType f64(int... dims) {
    return TensorType.of(DType.F64, Shape.of(dims));
  }

  private static void refuses(String message, Op op, TensorType... inputs) {
    assertThatThrownBy(() -> op.infer(List.of(inputs)))
        .isInstanceOf(FigmentException.class)
        .hasMessage(message);
  }

  private static void gives(TensorType expected, Op op, TensorType... inputs) {
    assertThat(op.infer(List.of(inputs))).isEqualTo(expected);
  }

  @Test
  void pointwise_functions_take_inputs_of_one_type() {
    String cure = "\n    broadcast() and cast() make shapes and types equal";
    refuses(
        "add takes inputs of one type, not [f32[2], f32[3]]" + cure, Pointwise.ADD, f32(2), f32(3));
    refuses(
        "add takes inputs of one type, not [f32[2], i32[2]]" + cure, Pointwise.ADD, f32(2), i32(2));
    refuses("add takes 2 inputs, not 1", Pointwise.ADD, f32(2));
    gives(f32(Shape.N, 3), Pointwise.ADD, f32(Shape.N, 3), f32(Shape.N, 3));
  }

  @Test
  void functions_that_leave_the_integers_refuse_them() {
    refuses("exp takes real numbers, not i32[3]\n    cast(F32) first", Pointwise.EXP, i32(3));
    refuses(
        "div takes real numbers, not i32[3]\n    cast(F32) first", Pointwise.DIV, i32(3), i32(3));
    gives(i32(3), Pointwise.ADD, i32(3), i32(3));
    gives(i32(3), Pointwise.EQUAL, i32(3), i32(3));
  }

  @Test
  void mat_mul_names_the_inner_sizes() {
    refuses(
        "matMul cannot multiply [2, 3] by [4, 5]\n    the inner sizes are 3 and 4",
        new MatMul(false, false),
        f32(2, 3),
        f32(4, 5));
    refuses(
        "matMul cannot multiply [2, 3] by [4, 5]\n    the inner sizes are 2 and 5 (read as TT)",
        new MatMul(true, true),
        f32(2, 3),
        f32(4, 5));
    refuses(
        "matMul cannot multiply [2, 2, 3] by [4, 3, 5]\n    the inner sizes are 3 and 3",
        new MatMul(false, false),
        f32(2, 2, 3),
        f32(4, 3, 5));
    refuses(
        "matMul takes two matrices of one rank and type, not f32[3] and f32[3]",
        new MatMul(false, false),
        f32(3),
        f32(3));
    refuses(
        "matMul takes real numbers of one type, not [f32[2,3], f64[3,2]]\n    cast(F32) first",
        new MatMul(false, false),
        f32(2, 3),
        f64(3, 2));
    gives(f32(Shape.N, 5), new MatMul(false, false), f32(Shape.N, 3), f32(3, 5));
    gives(f32(3, 5), new MatMul(true, false), f32(Shape.N, 3), f32(Shape.N, 5));
  }

  @Test
  void conv_names_the_channels() {
    refuses(
        "input has 64 channels, the weight expects 128\n"
            + "    shapes: input [N, 64, 7, 7], weight [32, 128, 4, 4]",
        new Conv(PLANE),
        f32(Shape.N, 64, 7, 7),
        f32(32, 128, 4, 4));
    refuses(
        "input has 4 channels, the weight expects 8\n"
            + "    shapes: input [1, 4, 7, 7], weight [2, 4, 3, 3], groups 2",
        new Conv(PLANE.groups(2)),
        f32(1, 4, 7, 7),
        f32(2, 4, 3, 3));
    refuses(
        "a 2-d convolution takes an input and a weight of rank 4\n"
            + "    shapes: input [1, 4, 7], weight [2, 4, 3, 3]",
        new Conv(PLANE),
        f32(1, 4, 7),
        f32(2, 4, 3, 3));
    refuses(
        "a window of 5 does not fit into 3 plus padding 0 and 1\n"
            + "    use a smaller kernel, more padding, or larger images",
        new Conv(PLANE.dilation(2).pad(new int[] {0}, new int[] {1})),
        f32(1, 1, 3, 9),
        f32(1, 1, 3, 3));
    refuses(
        "conv takes real numbers of one type, not [f32[1,1,3,3], f64[1,1,3,3]]\n"
            + "    cast(F32) first",
        new Conv(PLANE),
        f32(1, 1, 3, 3),
        f64(1, 1, 3, 3));
    gives(
        f32(Shape.N, 8, 4, 4),
        new Conv(PLANE.stride(2).pad(1)),
        f32(Shape.N, 3, 8, 8),
        f32(8, 3, 4, 4));
  }

  @Test
  void geometry_refuses_what_no_window_can_do() {
    assertThatThrownBy(() -> PLANE.stride(0))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "a convolution cannot have stride=[0, 0], pad=[0, 0]\n"
                + "    strides, dilations and groups are at least 1, paddings at least 0");
    assertThatThrownBy(() -> PLANE.pad(-1)).isInstanceOf(FigmentException.class);
    assertThatThrownBy(() -> PLANE.groups(0)).isInstanceOf(FigmentException.class);
    assertThatThrownBy(() -> PLANE.stride(1, 2, 3))
        .isInstanceOf(FigmentException.class)
        .hasMessage("3 settings do not fit 2 spatial dimensions");
  }

  @Test
  void transposed_convolutions_refuse_sizes_they_cannot_make() {
    refuses(
        "input has 3 channels, the weight expects 4\n"
            + "    shapes: input [1, 3, 2, 2], weight [4, 2, 3, 3]",
        new ConvInputGrad(PLANE, 4, 4),
        f32(1, 3, 2, 2),
        f32(4, 2, 3, 3));
    refuses(
        "a transposed convolution cannot make [1, 2, 5, 5] of [1, 4, 2, 2]\n"
            + "    a convolution of [1, 2, 5, 5] with [4, 2, 3, 3] (stride=[1, 1], pad=[0, 0])"
            + " gives [1, 4, 3, 3]",
        new ConvInputGrad(PLANE, 5, 5),
        f32(1, 4, 2, 2),
        f32(4, 2, 3, 3));
    refuses(
        "a 2-d transposed convolution takes an input and a weight of rank 4 and as many sizes\n"
            + "    shapes: input [], weight [], sizes [5, 5]",
        new ConvInputGrad(PLANE, 5, 5),
        f32(),
        f32());
    refuses(
        "a weight gradient of kernel [3, 3] does not follow from [] and []",
        new ConvWeightGrad(PLANE, 3, 3),
        f32(),
        f32());
    refuses(
        "a weight gradient of [4, 2, 3, 3] does not follow from [1, 2, 5, 5] and [1, 4, 5, 5]",
        new ConvWeightGrad(PLANE, 3, 3),
        f32(1, 2, 5, 5),
        f32(1, 4, 5, 5));
    refuses(
        "a weight gradient of kernel [3, 3] does not follow from [1, 3, 5, 5] and [1, 4, 3, 3]",
        new ConvWeightGrad(PLANE.groups(2), 3, 3),
        f32(1, 3, 5, 5),
        f32(1, 4, 3, 3));
  }

  @Test
  void pools_refuse_windows_of_padding_and_values_of_another_shape() {
    refuses(
        "maxPool takes a selector and values of one shape, not f32[1,1,4,4] and f32[1,1,2,2]",
        new MaxPool(PLANE, 2, 2),
        f32(1, 1, 4, 4),
        f32(1, 1, 2, 2));
    refuses(
        "padding of a pool must be smaller than its window of 2",
        new MaxPool(PLANE.pad(2), 2, 2),
        f32(1, 1, 4, 4),
        f32(1, 1, 4, 4));
    refuses(
        "window 0 of a pool sees only padding of [1, 1, 1, 1]\n    use a smaller dilation",
        new MaxPool(PLANE.dilation(2).pad(1), 2, 2),
        f32(1, 1, 1, 1),
        f32(1, 1, 1, 1));
    refuses(
        "2-d pooling takes a rank of 4, not [1, 1, 4]",
        new MaxPool(PLANE, 2, 2),
        f32(1, 1, 4),
        f32(1, 1, 4));
    refuses(
        "maxPoolScatter cannot spread f32[1,1,4,4] over f32[1,1,4,4]",
        new MaxPoolScatter(PLANE, 2, 2),
        f32(1, 1, 4, 4),
        f32(1, 1, 4, 4));
  }

  @Test
  void moves_refuse_what_does_not_fit() {
    refuses(
        "shape [2, 3] does not reshape to [4]\n    they have 6 and 4 elements",
        new Reshape(Shape.of(4)),
        f32(2, 3));
    refuses(
        "shape [N, 3] does not reshape to [N, 4]\n    they have 3 and 4 elements per example",
        new Reshape(Shape.of(Shape.N, 4)),
        f32(Shape.N, 3));
    refuses(
        "replicaMean takes real numbers of one type, not [i32[2]]\n    cast(F32) first",
        new ReplicaMean(2),
        TensorType.of(DType.I32, Shape.of(2)));
    refuses(
        "shape [2, 3] does not broadcast to [4, 3]\n"
            + "    only dimensions of size 1 are repeated, and the ranks must be equal",
        new Broadcast(Shape.of(4, 3)),
        f32(2, 3));
    for (int[] order : new int[][] {{}, {0}, {0, 0}, {0, 2}, {0, 1, 2}, {-1, 0}}) {
      refuses(
          "transpose cannot order the dimensions of [2, 3] as " + java.util.Arrays.toString(order),
          new Transpose(order),
          f32(2, 3));
    }
    refuses(
        "sum cannot reduce dimensions [2] of [2, 3]", new Reduce(Reduce.Kind.SUM, 2), f32(2, 3));
    refuses("max cannot reduce dimensions [-1] of [2]", new Reduce(Reduce.Kind.MAX, -1), f32(2));
    refuses(
        "sum cannot reduce dimensions [1, 0] of [2, 3]",
        new Reduce(Reduce.Kind.SUM, 1, 0),
        f32(2, 3));
    gives(f32(Shape.N, 1), new Variance(1), f32(Shape.N, 3));
    refuses("variance cannot reduce dimensions [2] of [2, 3]", new Variance(2), f32(2, 3));
    refuses(
        "the variance over a free batch is not known when the program is built\n"
            + "    name a batch size",
        new Variance(0),
        f32(Shape.N, 3));
    refuses(
        "variance takes real numbers of one type, not [i32[2]]\n    cast(F32) first",
        new Variance(0),
        TensorType.of(DType.I32, Shape.of(2)));
    refuses("iota cannot count along dimension 1 of [3]", new Iota(f32(3), 1));
  }

  @Test
  void slices_and_paddings_stay_within_shapes() {
    String cure =
        "\n    positions along a dimension go from 0 to its size less one; a free batch cannot be"
            + " sliced";
    refuses(
        "slice (axis=0, start=1, size=3) leaves the shape [3]" + cure,
        new Slice(0, 1, 3, 1),
        f32(3));
    refuses(
        "slice (axis=0, start=0, size=2, step=3) leaves the shape [3]" + cure,
        new Slice(0, 0, 2, 3),
        f32(3));
    refuses(
        "slice (axis=0, start=0, size=1) leaves the shape [N]" + cure,
        new Slice(0, 0, 1, 1),
        f32(Shape.N));
    gives(f32(2), new Slice(0, 0, 2, 2), f32(3));
    refuses(
        "pad (axis=0, low=-1, high=0) does not fit the shape [3]\n"
            + "    paddings are at least 0, and a free batch cannot be padded",
        new Pad(0, -1, 0, 0),
        f32(3));
    gives(f32(10), new Pad(0, 1, 2, 2), f32(3));
  }

  @Test
  void concat_joins_tensors_that_agree_elsewhere() {
    String cure =
        "\n    all other dimensions and the types must be equal, and the batch cannot grow";
    refuses(
        "concat along dimension 1 cannot join [f32[2,3], f32[3,3]]" + cure,
        new Concat(1),
        f32(2, 3),
        f32(3, 3));
    refuses("concat along dimension -1 cannot join [f32[2]]" + cure, new Concat(-1), f32(2));
    refuses(
        "concat along dimension 1 cannot join [f32[2], f32[2,3]]" + cure,
        new Concat(1),
        f32(2),
        f32(2, 3));
    refuses(
        "concat along dimension 0 cannot join [f32[N,3], f32[1,3]]" + cure,
        new Concat(0),
        f32(Shape.N, 3),
        f32(1, 3));
    refuses("concat takes at least one input", new Concat(0));
    gives(f32(Shape.N, 5), new Concat(1), f32(Shape.N, 3), f32(Shape.N, 2));
  }

  @Test
  void tables_take_whole_numbers() {
    refuses(
        "gather takes a table and i32 row numbers, not [f32[4,2], f32[3]]\n"
            + "    cast the numbers to I32",
        new Gather(),
        f32(4, 2),
        f32(3));
    String cure = "\n    the rows' shape begins with the numbers' shape, and rows=4 is at least 1";
    refuses(
        "scatterAdd takes rows and their i32 numbers, not [f32[3,2], i32[2]]" + cure,
        new ScatterAdd(4),
        f32(3, 2),
        i32(2));
    assertThatThrownBy(() -> new ScatterAdd(-1).infer(List.of(f32(3, 2), i32(3))))
        .isInstanceOf(FigmentException.class);
    gives(f32(2, 5, 7), new Gather(), f32(4, 7), i32(2, 5));
    gives(f32(4, 7), new ScatterAdd(4), f32(2, 5, 7), i32(2, 5));
  }

  @Test
  void sources_refuse_types_that_cannot_hold_their_numbers() {
    refuses("i32[2] cannot be filled with 0.5\n    cast(F32) first", Constant.fill(0.5, i32(2)));
    gives(i32(2), Constant.fill(-3, i32(2)));
    refuses(
        "random makes real numbers, not i32[2]\n    draw f32 and cast them",
        new Random(Random.Distribution.UNIFORM, i32(2), 0),
        i32(2),
        i32(1));
    refuses(
        "random takes a seed i32[2] and a step i32[1], not [f32[2], i32[1]]",
        new Random(Random.Distribution.UNIFORM, f32(2), 0),
        f32(2),
        i32(1));
  }

  @Test
  void an_array_constant_is_not_one_number() {
    assertThatThrownBy(() -> Constant.of(NdArray.of(new float[2], 2)).getFill())
        .isInstanceOf(FigmentException.class)
        .hasMessage("the constant is an array, not one number");
    assertThat(Constant.fill(2, f32(3)).getArray()).isEqualTo(NdArray.of(new float[] {2, 2, 2}, 3));
  }
}
