package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sums of the first one, two, ... elements along a dimension; or of the last ones. Each is the
 * other's gradient.
 */
public final class CumSum extends Op {
  private final int axis;
  private final boolean reverse;

  public CumSum(int axis, boolean reverse) {
    this.axis = axis;
    this.reverse = reverse;
  }

  public int getAxis() {
    return axis;
  }

  public boolean isReverse() {
    return reverse;
  }

  @Override
  public String getName() {
    return "cumSum";
  }

  @Override
  public String getAttributes() {
    return "axis=" + axis + (reverse ? ", reverse" : "");
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    expectReals(inputs);
    Shape shape = inputs.get(0).getShape();
    if (axis < 0 || axis >= shape.getRank()) {
      throw new FigmentException(
          "cumSum cannot run along dimension " + axis + " of " + shape,
          "dimensions go from 0 to the rank less one");
    }
    return inputs.get(0);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    return Collections.singletonList(g.apply(new CumSum(axis, !reverse)));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] y = inputs.get(0).doubles().clone();
    int length = type.getShape().dim(axis);
    int stride = type.getShape().strides()[axis];
    for (int i = 0; i < y.length; i++) {
      int k = reverse ? y.length - 1 - i : i;
      int place = k / stride % length;
      if (place != (reverse ? length - 1 : 0)) {
        y[k] += y[reverse ? k + stride : k - stride];
      }
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    String along = nodes.constant(NdArray.of(new int[] {axis}, Shape.SCALAR));
    return nodes.node("CumSum", Arrays.asList(inputs.get(0), along), "reverse", reverse ? 1L : 0L);
  }
}
