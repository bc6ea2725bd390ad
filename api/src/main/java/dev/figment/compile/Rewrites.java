package dev.figment.compile;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.op.Broadcast;
import dev.figment.op.Cast;
import dev.figment.op.Constant;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link Simplify}: each gives a simpler value, or nothing where it does not apply.
 */
final class Rewrites {
  private Rewrites() {}

  /**
   * The value of an op, simplified.
   *
   * @param rectified the relus so far
   */
  static Tensor apply(
      Graph graph, Op op, List<Tensor> inputs, TensorType type, Rectified rectified) {
    Tensor simpler = null;
    if (op instanceof Pointwise) {
      simpler = pointwise(graph, (Pointwise) op, inputs, type, rectified);
    } else if (op instanceof MatMul) {
      simpler = matMul((MatMul) op, inputs);
    } else if (op instanceof Variance) {
      simpler = ((Variance) op).expand(inputs.get(0));
    } else if (inputs.size() == 1) {
      simpler = view(graph, op, inputs.get(0), type);
    }
    Tensor result = simpler != null ? simpler : graph.apply(op, inputs);
    rectified.note(op, inputs, result);
    return result;
  }

  /** The number that all elements are known to be; null if none is. */
  static @Nullable Double fill(Tensor tensor) {
    boolean known = tensor.op() instanceof Constant && ((Constant) tensor.op()).isFill();
    return known ? (Double) ((Constant) tensor.op()).getFill() : null;
  }

  /** Whether all elements are known to be this number. */
  static boolean is(Tensor tensor, double value) {
    Double fill = fill(tensor);
    return fill != null && fill == value;
  }

  // ---- point-wise

  private static @Nullable Tensor pointwise(
      Graph graph, Pointwise op, List<Tensor> inputs, TensorType type, Rectified rectified) {
    Tensor folded = fold(graph, op, inputs, type);
    if (folded != null) {
      return folded;
    }
    Tensor x = inputs.get(0);
    if (inputs.size() == 1) {
      return single(op, x);
    }
    Tensor y = inputs.get(1);
    if (op.equals(Pointwise.ADD)) {
      return sum(x, y);
    } else if (op.equals(Pointwise.MUL)) {
      return product(graph, x, y, type);
    } else if (op.equals(Pointwise.SUB) && is(y, 0)) {
      return x;
    } else if (op.equals(Pointwise.DIV) && fill(y) != null) {
      return quotient(graph, x, y, type);
    } else if (op.equals(Pointwise.POW) && fill(y) != null) {
      return power(x, y);
    } else if (op.equals(Pointwise.SELECT) && y.id() == inputs.get(2).id()) {
      return y;
    }
    return rectified.compared(op, x, y);
  }

  /** The result where all inputs are filled with a number each. */
  private static @Nullable Tensor fold(
      Graph graph, Pointwise op, List<Tensor> inputs, TensorType type) {
    double[] point = new double[inputs.size()];
    for (int i = 0; i < point.length; i++) {
      Double value = fill(inputs.get(i));
      if (value == null) {
        return null;
      }
      point[i] = value;
    }
    double value = op.getValue().at(point);
    return graph.fill(type.getDtype() == DType.I32 ? (int) value : value, type);
  }

  private static @Nullable Tensor single(Pointwise op, Tensor x) {
    if (op.equals(Pointwise.DETACH)) {
      return x;
    }
    return op.equals(Pointwise.NEG) && x.op().equals(Pointwise.NEG) ? x.inputs().get(0) : null;
  }

  /** With -0 + 0 being 0, a zero is left out all the same: no op tells the two apart but 1 / x. */
  private static @Nullable Tensor sum(Tensor x, Tensor y) {
    if (is(y, 0)) {
      return x;
    }
    if (is(x, 0)) {
      return y;
    }
    if (fill(x) != null) {
      return y.apply(Pointwise.ADD, x);
    }
    if (y.op().equals(Pointwise.NEG)) {
      return x.apply(Pointwise.SUB, y.inputs().get(0));
    }
    return x.op().equals(Pointwise.NEG) ? y.apply(Pointwise.SUB, x.inputs().get(0)) : null;
  }

  private static @Nullable Tensor product(Graph graph, Tensor x, Tensor y, TensorType type) {
    if (is(y, 1)) {
      return x;
    }
    if (is(x, 1)) {
      return y;
    }
    if (is(y, -1)) {
      return x.apply(Pointwise.NEG);
    }
    if (fill(x) != null) {
      // Numbers stand on the right, where later rules look for them.
      Tensor again = product(graph, y, x, type);
      return again != null ? again : y.apply(Pointwise.MUL, x);
    }
    Double factor = fill(y);
    if (factor != null && x.op().equals(Pointwise.MUL) && type.getDtype() == DType.F32) {
      Double inner = fill(x.inputs().get(1));
      if (inner != null) {
        return x.inputs().get(0).apply(Pointwise.MUL, graph.fill(inner * factor, type));
      }
    }
    return x == y ? x.apply(Pointwise.SQUARE) : null;
  }

  /** Powers of two divide exactly by a product; other divisors stay. */
  private static @Nullable Tensor quotient(Graph graph, Tensor x, Tensor y, TensorType type) {
    double divisor = fill(y) == null ? 0 : ((Constant) y.op()).getFill();
    if (divisor == 1) {
      return x;
    }
    boolean exact =
        divisor != 0
            && Double.isFinite(divisor)
            && (Double.doubleToLongBits(divisor) & 0xfffffffffffffL) == 0
            && Math.abs(Math.getExponent(divisor)) < 100;
    return exact && type.getDtype().isFloating()
        ? x.apply(Pointwise.MUL, graph.fill(1 / divisor, type))
        : null;
  }

  private static @Nullable Tensor power(Tensor x, Tensor y) {
    if (is(y, 1)) {
      return x;
    }
    if (is(y, 2)) {
      return x.apply(Pointwise.SQUARE);
    }
    if (is(y, -1) && x.getDtype().isFloating()) {
      return x.apply(Pointwise.RECIPROCAL);
    }
    return is(y, 3) ? x.apply(Pointwise.SQUARE).apply(Pointwise.MUL, x) : null;
  }

  // ---- shapes

  private static @Nullable Tensor matMul(MatMul op, List<Tensor> inputs) {
    Tensor left = inputs.get(0);
    Tensor right = inputs.get(1);
    boolean flipLeft = isMatrixTranspose(left);
    boolean flipRight = isMatrixTranspose(right);
    if (!flipLeft && !flipRight) {
      return null;
    }
    Tensor a = flipLeft ? left.inputs().get(0) : left;
    Tensor b = flipRight ? right.inputs().get(0) : right;
    return a.matMul(b, op.isTransposeLeft() ^ flipLeft, op.isTransposeRight() ^ flipRight);
  }

  /** Whether a value is another one with its last two dimensions swapped. */
  private static boolean isMatrixTranspose(Tensor tensor) {
    if (!(tensor.op() instanceof Transpose)) {
      return false;
    }
    int[] order = ((Transpose) tensor.op()).getOrder();
    int rank = order.length;
    for (int i = 0; i < rank - 2; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return rank >= 2 && order[rank - 2] == rank - 1;
  }

  private static @Nullable Tensor view(Graph graph, Op op, Tensor x, TensorType type) {
    Double fill = fill(x);
    if (op instanceof Reshape || op instanceof Broadcast) {
      if (x.getShape().equals(type.getShape())) {
        return x;
      }
      if (fill != null) {
        return graph.fill(fill, type);
      }
      return x.op().getClass() == op.getClass() ? x.inputs().get(0).apply(op) : null;
    }
    if (op instanceof Slice) {
      return fill != null ? graph.fill(fill, type) : null;
    }
    if (op instanceof ReplicaMean) {
      return fill != null || ((ReplicaMean) op).getReplicas() == 1 ? x : null;
    }
    if (op instanceof Transpose) {
      return transpose((Transpose) op, x, type, fill, graph);
    }
    if (op instanceof Reduce) {
      return reduce(graph, (Reduce) op, x, type, fill);
    }
    if (op instanceof Cast) {
      return x.getDtype() == type.getDtype()
          ? x
          : fill != null ? graph.fill(cast(fill, type), type) : null;
    }
    return null;
  }

  private static double cast(double value, TensorType type) {
    NdArray one = NdArray.zeros(TensorType.of(type.getDtype(), Shape.SCALAR));
    one.set(0, value);
    return one.get(0);
  }

  private static @Nullable Tensor transpose(
      Transpose op, Tensor x, TensorType type, @Nullable Double fill, Graph graph) {
    int[] order = op.getOrder();
    if (fill != null) {
      return graph.fill(fill, type);
    }
    if (x.op() instanceof Transpose) {
      int[] first = ((Transpose) x.op()).getOrder();
      int[] both = new int[order.length];
      Arrays.setAll(both, i -> first[order[i]]);
      return isIdentity(both) ? x.inputs().get(0) : x.inputs().get(0).transpose(both);
    }
    return isIdentity(order) ? x : null;
  }

  private static boolean isIdentity(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Tensor reduce(
      Graph graph, Reduce op, Tensor x, TensorType type, @Nullable Double fill) {
    if (fill != null && !x.getShape().isFree() && type.getDtype().isFloating()) {
      double count = (double) x.getShape().getSize() / type.getShape().getSize();
      return graph.fill(op.getKind() == Reduce.Kind.SUM ? fill * count : fill, type);
    }
    List<Integer> wide = new ArrayList<>();
    for (int axis : op.getAxes()) {
      if (x.getShape().dim(axis) != 1) {
        wide.add(axis);
      }
    }
    if (wide.isEmpty()) {
      return x;
    }
    return wide.size() == op.getAxes().length
        ? null
        : x.apply(new Reduce(op.getKind(), wide.stream().mapToInt(Integer::intValue).toArray()));
  }
}
