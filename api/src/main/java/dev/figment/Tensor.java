package dev.figment;

import dev.figment.autodiff.Gradients;
import dev.figment.graph.Graph;
import dev.figment.op.Broadcast;
import dev.figment.op.Cast;
import dev.figment.op.Concat;
import dev.figment.op.Constant;
import dev.figment.op.Gather;
import dev.figment.op.MatMul;
import dev.figment.op.Op;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import dev.figment.op.ReplicaMean;
import dev.figment.op.Reshape;
import dev.figment.op.Slice;
import dev.figment.op.Transpose;
import dev.figment.op.Variance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A symbolic value in a program: its type and the op that makes it. It never holds numbers.
 *
 * <p>Methods add nodes to the tensor's graph. Shapes of two operands broadcast as in NumPy; a
 * number stands for a tensor filled with it. Comparisons give 1 where they hold, else 0.
 */
public final class Tensor {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Tensor> inputs;
  private final TensorType type;
  private final String place;

  /** Made by {@link Graph#apply} only. */
  public Tensor(Graph graph, int id, Op op, List<Tensor> inputs, TensorType type, String place) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    this.type = type;
    this.place = place;
  }

  public Shape getShape() {
    return type.getShape();
  }

  public DType getDtype() {
    return type.getDtype();
  }

  public TensorType getType() {
    return type;
  }

  /** The graph that the tensor belongs to. */
  public Graph graph() {
    return graph;
  }

  /** The position of the node in its graph; inputs have smaller ones. */
  public int id() {
    return id;
  }

  /** The op that makes the value. */
  public Op op() {
    return op;
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  /** Where in the networks the node was made, for example {@code decoder/4 upConv(32)}. */
  public String place() {
    return place;
  }

  /** The result of an op with this tensor as first input. */
  public Tensor apply(Op next, Tensor... others) {
    List<Tensor> all = new ArrayList<>();
    all.add(this);
    all.addAll(Arrays.asList(others));
    return graph.apply(next, all);
  }

  // ---- arithmetic

  public Tensor plus(Tensor other) {
    return pair(Pointwise.ADD, other);
  }

  public Tensor plus(Number other) {
    return apply(Pointwise.ADD, like(other));
  }

  public Tensor minus(Tensor other) {
    return pair(Pointwise.SUB, other);
  }

  public Tensor minus(Number other) {
    return apply(Pointwise.SUB, like(other));
  }

  public Tensor times(Tensor other) {
    return pair(Pointwise.MUL, other);
  }

  public Tensor times(Number other) {
    return apply(Pointwise.MUL, like(other));
  }

  public Tensor div(Tensor other) {
    return pair(Pointwise.DIV, other);
  }

  public Tensor div(Number other) {
    return apply(Pointwise.DIV, like(other));
  }

  public Tensor pow(Tensor exponent) {
    return pair(Pointwise.POW, exponent);
  }

  public Tensor pow(Number exponent) {
    return apply(Pointwise.POW, like(exponent));
  }

  public Tensor max(Tensor other) {
    return pair(Pointwise.MAX, other);
  }

  public Tensor max(Number other) {
    return apply(Pointwise.MAX, like(other));
  }

  public Tensor min(Tensor other) {
    return pair(Pointwise.MIN, other);
  }

  public Tensor min(Number other) {
    return apply(Pointwise.MIN, like(other));
  }

  public Tensor greater(Tensor other) {
    return pair(Pointwise.GREATER, other);
  }

  public Tensor greater(Number other) {
    return apply(Pointwise.GREATER, like(other));
  }

  public Tensor greaterOrEqual(Tensor other) {
    return pair(Pointwise.GREATER_OR_EQUAL, other);
  }

  public Tensor equal(Tensor other) {
    return pair(Pointwise.EQUAL, other);
  }

  /** {@code yes} where this mask is not zero, else {@code no}. */
  public Tensor select(Tensor yes, Tensor no) {
    Shape shape = broadcastWith(Pointwise.SELECT, yes, no);
    return broadcast(shape).apply(Pointwise.SELECT, yes.broadcast(shape), no.broadcast(shape));
  }

  /** {@code yes} where this mask is not zero, else a number. */
  public Tensor select(Tensor yes, Number no) {
    return select(yes, yes.like(no));
  }

  // ---- functions of one number

  public Tensor unaryMinus() {
    return apply(Pointwise.NEG);
  }

  public Tensor abs() {
    return apply(Pointwise.ABS);
  }

  public Tensor sign() {
    return apply(Pointwise.SIGN);
  }

  public Tensor floor() {
    return apply(Pointwise.FLOOR);
  }

  public Tensor square() {
    return apply(Pointwise.SQUARE);
  }

  public Tensor sqrt() {
    return apply(Pointwise.SQRT);
  }

  public Tensor reciprocal() {
    return apply(Pointwise.RECIPROCAL);
  }

  public Tensor exp() {
    return apply(Pointwise.EXP);
  }

  public Tensor log() {
    return apply(Pointwise.LOG);
  }

  public Tensor sin() {
    return apply(Pointwise.SIN);
  }

  public Tensor cos() {
    return apply(Pointwise.COS);
  }

  public Tensor tanh() {
    return apply(Pointwise.TANH);
  }

  public Tensor sigmoid() {
    return apply(Pointwise.SIGMOID);
  }

  /** {@code log(1 + exp(x))}, stable for any x. */
  public Tensor softplus() {
    return apply(Pointwise.SOFTPLUS);
  }

  public Tensor relu() {
    return apply(Pointwise.RELU);
  }

  public Tensor erf() {
    return apply(Pointwise.ERF);
  }

  /** The same numbers, through which no gradient flows. */
  public Tensor detach() {
    return apply(Pointwise.DETACH);
  }

  /** The same numbers as another element type. */
  public Tensor cast(DType dtype) {
    return dtype == getDtype() ? this : apply(new Cast(dtype));
  }

  // ---- reductions; axes may be negative, none given means all

  /** The sum over dimensions, which disappear. */
  public Tensor sum(int... axes) {
    int[] which = axes(axes);
    return reduce(Reduce.Kind.SUM, which).reshape(without(which));
  }

  /** The mean over dimensions, which disappear and must not be a free batch. */
  public Tensor mean(int... axes) {
    return sum(axes).times(1.0 / count(axes(axes)));
  }

  /** The maximum over dimensions, which disappear. */
  public Tensor maximum(int... axes) {
    int[] which = axes(axes);
    return reduce(Reduce.Kind.MAX, which).reshape(without(which));
  }

  /** The sum over dimensions, which stay with size 1. */
  public Tensor sumKept(int... axes) {
    return reduce(Reduce.Kind.SUM, axes(axes));
  }

  /** The mean over dimensions, which stay with size 1. */
  public Tensor meanKept(int... axes) {
    return sumKept(axes).times(1.0 / count(axes(axes)));
  }

  /**
   * The mean of the squares by which numbers differ from their mean, over dimensions, which stay
   * with size 1.
   */
  public Tensor varianceKept(int... axes) {
    return apply(new Variance(axes(axes)));
  }

  /** The maximum over dimensions, which stay with size 1. */
  public Tensor maximumKept(int... axes) {
    return reduce(Reduce.Kind.MAX, axes(axes));
  }

  /** The sum of each example's elements, one number an example: {@code [N, ...]} to {@code [N]}. */
  public Tensor sumPerSample() {
    return getRank() == 1 ? this : sum(range(1));
  }

  /** The Euclidean length of each example: {@code [N, ...]} to {@code [N]}. */
  public Tensor normPerSample() {
    return square().sumPerSample().plus(1e-12).sqrt();
  }

  /** Sums over the dimensions along which a shape was broadcast to this one. */
  public Tensor sumTo(Shape shape) {
    int extra = getRank() - shape.getRank();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < getRank(); i++) {
      if (i < extra || (shape.dim(i - extra) == 1 && getShape().dim(i) != 1)) {
        axes.add(i);
      }
    }
    int[] which = axes.stream().mapToInt(Integer::intValue).toArray();
    return (which.length == 0 ? this : reduce(Reduce.Kind.SUM, which)).reshape(shape);
  }

  /** Numbers that add to one along the last dimension. */
  public Tensor softmax() {
    Tensor e = minus(maximumKept(-1).detach()).exp();
    return e.div(e.sumKept(-1));
  }

  /** The logarithm of {@link #softmax()}, computed stably. */
  public Tensor logSoftmax() {
    Tensor shifted = minus(maximumKept(-1).detach());
    return shifted.minus(shifted.exp().sumKept(-1).log());
  }

  // ---- products and shapes

  /** The matrix product over the last two dimensions; dimensions before them are equal. */
  public Tensor matMul(Tensor other) {
    return matMul(other, false, false);
  }

  public Tensor matMul(Tensor other, boolean transposeThis, boolean transposeOther) {
    return apply(new MatMul(transposeThis, transposeOther), other);
  }

  public Tensor reshape(Shape shape) {
    return shape.equals(getShape()) ? this : apply(new Reshape(shape));
  }

  /** The same elements under other sizes; {@link Shape#N} is the free batch. */
  public Tensor reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  /** All dimensions but the first as one. */
  public Tensor flatten() {
    return reshape(getShape().dim(0), (int) getShape().slice(1, getRank()).getFixedSize());
  }

  /** Repeats to a larger shape, as NumPy does. */
  public Tensor broadcast(Shape shape) {
    if (shape.equals(getShape())) {
      return this;
    }
    if (op instanceof Constant constant && constant.isFill() && getShape().broadcastsTo(shape)) {
      return graph.fill(constant.getFill(), TensorType.of(getDtype(), shape));
    }
    Tensor aligned = this;
    if (getRank() < shape.getRank()) {
      int[] ones = new int[shape.getRank() - getRank()];
      Arrays.fill(ones, 1);
      aligned = reshape(Shape.of(ones).plus(getShape()));
    }
    return aligned.getShape().equals(shape) ? aligned : aligned.apply(new Broadcast(shape));
  }

  public Tensor transpose(int... order) {
    return apply(new Transpose(order));
  }

  /** {@code size} elements from {@code start} on along a dimension. */
  public Tensor slice(int axis, int start, int size) {
    int which = axes(axis)[0];
    return start == 0 && size == getShape().dim(which)
        ? this
        : apply(new Slice(which, start, size, 1));
  }

  /** This tensor followed by others along a dimension. */
  public Tensor concat(int axis, Tensor... others) {
    return apply(new Concat(axes(axis)[0]), others);
  }

  /** The rows of this table with these numbers. */
  public Tensor gather(Tensor rows) {
    return apply(new Gather(), rows);
  }

  /** The mean of what all replicas of the program have here; see {@link Graph#replicas}. */
  public Tensor replicaMean() {
    return apply(new ReplicaMean(graph.getReplicas()));
  }

  // ---- gradients

  /** The gradient of the sum of this tensor's elements with respect to another. */
  public Tensor gradient(Tensor variable) {
    return gradients(Collections.singletonList(variable)).get(0);
  }

  /** The gradients of the sum of this tensor's elements, zeros where it does not depend on one. */
  public List<Tensor> gradients(List<Tensor> variables) {
    return Gradients.of(this, variables);
  }

  // ---- helpers

  /** A tensor of this one's type filled with a number. */
  public Tensor like(Number value) {
    return graph.fill(value.doubleValue(), type);
  }

  private Tensor pair(Pointwise function, Tensor other) {
    Shape shape = broadcastWith(function, other);
    return broadcast(shape).apply(function, other.broadcast(shape));
  }

  /** The shape that this tensor and others broadcast to as the inputs of a function. */
  private Shape broadcastWith(Pointwise function, Tensor... others) {
    Shape shape = getShape();
    try {
      for (Tensor other : others) {
        shape = Shape.broadcast(shape, other.getShape());
      }
    } catch (FigmentException error) {
      throw error.at(graph.place(function.getName()));
    }
    return shape;
  }

  private Tensor reduce(Reduce.Kind kind, int[] axes) {
    boolean trivial = Arrays.stream(axes).allMatch(axis -> getShape().dim(axis) == 1);
    return trivial ? this : apply(new Reduce(kind, axes));
  }

  private int getRank() {
    return getShape().getRank();
  }

  private int[] range(int from) {
    int[] result = new int[Math.max(0, getRank() - from)];
    Arrays.setAll(result, i -> i + from);
    return result;
  }

  private int[] axes(int... axes) {
    if (axes.length == 0) {
      return range(0);
    }
    int[] result = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      result[i] = axes[i] < 0 ? axes[i] + getRank() : axes[i];
      if (result[i] < 0 || result[i] >= getRank()) {
        throw new FigmentException(
                "dimension " + axes[i] + " does not exist in the shape " + getShape())
            .at(graph.place(""));
      }
    }
    Arrays.sort(result);
    return result;
  }

  private Shape without(int[] axes) {
    int[] kept =
        Arrays.stream(range(0))
            .filter(i -> Arrays.binarySearch(axes, i) < 0)
            .map(i -> getShape().dim(i))
            .toArray();
    return Shape.of(kept);
  }

  private double count(int[] axes) {
    double count = 1;
    for (int axis : axes) {
      int dim = getShape().dim(axis);
      if (dim == Shape.N) {
        throw new FigmentException(
                "the mean over a free batch is not known when the program is built",
                "use sum(), or name a batch size")
            .at(graph.place(""));
      }
      count *= dim;
    }
    return count;
  }

  /** For example {@code %7 f32[128,400] = relu}. */
  @Override
  public String toString() {
    return "%" + id + " " + type + " = " + op;
  }
}
