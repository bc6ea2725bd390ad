package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sum or the maximum over some dimensions, which stay with size 1. */
public final class Reduce extends Op {
  /** What the elements are combined by. */
  public enum Kind {
    SUM,
    MAX
  }

  private final Kind kind;
  private final int[] axes;

  /** Over these dimensions, counted from the first, in ascending order. */
  public Reduce(Kind kind, int... axes) {
    this.kind = kind;
    this.axes = axes.clone();
  }

  public Kind getKind() {
    return kind;
  }

  public int[] getAxes() {
    return axes.clone();
  }

  @Override
  public String getName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String getAttributes() {
    return "axes=" + Arrays.toString(axes);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    return inputs.get(0).withShape(kept(getName(), inputs.get(0).getShape(), axes));
  }

  /** A shape in which some dimensions are reduced to 1. */
  static Shape kept(String op, Shape shape, int... axes) {
    int[] dims = shape.toArray();
    int last = -1;
    for (int axis : axes) {
      if (axis <= last || axis >= dims.length) {
        throw new FigmentException(
            op + " cannot reduce dimensions " + Arrays.toString(axes) + " of " + shape);
      }
      last = axis;
      dims[axis] = 1;
    }
    return Shape.of(dims);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor x = output.inputs().get(0);
    if (kind == Kind.SUM) {
      return Collections.singletonList(g.broadcast(x.getShape()));
    }
    Tensor mask = x.equal(output.broadcast(x.getShape()));
    Tensor share = g.div(mask.apply(new Reduce(Kind.SUM, axes)));
    return Collections.singletonList(share.broadcast(x.getShape()).times(mask));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] x = inputs.get(0).doubles();
    double[] y = new double[type.getShape().getSize()];
    Arrays.fill(y, kind == Kind.SUM ? 0 : Double.NEGATIVE_INFINITY);
    Indexer to = Indexer.broadcast(type.getShape(), inputs.get(0).getShape());
    for (int i = 0; i < x.length; i++) {
      int o = to.at(i);
      y[o] = kind == Kind.SUM ? y[o] + x[i] : Math.max(y[o], x[i]);
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    if (axes.length == 0) {
      return nodes.node("Identity", inputs);
    }
    if (kind == Kind.SUM) {
      String which = nodes.constant(NdArray.of(axes, axes.length));
      return nodes.node("ReduceSum", Arrays.asList(inputs.get(0), which), "keepdims", 1L);
    }
    long[] which = Arrays.stream(axes).asLongStream().toArray();
    return nodes.node("ReduceMax", inputs, "axes", which, "keepdims", 1L);
  }
}
