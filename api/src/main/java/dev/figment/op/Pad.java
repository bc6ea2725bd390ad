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
 * Zeros around a tensor along one dimension: {@code low} before, {@code high} after, {@code
 * between} after each element but the last. Its gradient is {@link Slice}.
 */
public final class Pad extends Op {
  private final int axis;
  private final int low;
  private final int high;
  private final int between;

  public Pad(int axis, int low, int high, int between) {
    this.axis = axis;
    this.low = low;
    this.high = high;
    this.between = between;
  }

  public int getAxis() {
    return axis;
  }

  public int getLow() {
    return low;
  }

  public int getBetween() {
    return between;
  }

  @Override
  public String getName() {
    return "pad";
  }

  @Override
  public String getAttributes() {
    return "axis="
        + axis
        + ", low="
        + low
        + ", high="
        + high
        + (between == 0 ? "" : ", between=" + between);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    Shape from = inputs.get(0).getShape();
    if (axis < 0
        || axis >= from.getRank()
        || low < 0
        || high < 0
        || between < 0
        || from.dim(axis) == Shape.N) {
      throw new FigmentException(
          "pad (" + getAttributes() + ") does not fit the shape " + from,
          "paddings are at least 0, and a free batch cannot be padded");
    }
    int size = from.dim(axis);
    return inputs.get(0).withShape(from.withDim(axis, low + size + (size - 1) * between + high));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    int size = output.inputs().get(0).getShape().dim(axis);
    return Collections.singletonList(g.apply(new Slice(axis, low, size, between + 1)));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    int[] strides = type.getShape().strides();
    int offset = low * strides[axis];
    strides[axis] *= between + 1;
    Indexer indexer = new Indexer(inputs.get(0).getShape(), strides, offset);
    double[] x = inputs.get(0).doubles();
    double[] y = new double[type.getShape().getSize()];
    for (int i = 0; i < x.length; i++) {
      y[indexer.at(i)] = x[i];
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    if (between > 0) {
      throw nodes.refuse(output, "zeros between elements have no ONNX form");
    }
    int rank = output.getShape().getRank();
    int[] pads = new int[2 * rank];
    pads[axis] = low;
    pads[rank + axis] = high;
    return nodes.node(
        "Pad", Arrays.asList(inputs.get(0), nodes.constant(NdArray.of(pads, pads.length))));
  }
}
