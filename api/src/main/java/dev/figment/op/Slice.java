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
 * A part of a tensor: along one dimension the {@code size} elements {@code start, start + step,
 * ...}. Its gradient is {@link Pad}.
 */
public final class Slice extends Op {
  private final int axis;
  private final int start;
  private final int size;
  private final int step;

  public Slice(int axis, int start, int size, int step) {
    this.axis = axis;
    this.start = start;
    this.size = size;
    this.step = step;
  }

  public int getAxis() {
    return axis;
  }

  public int getStart() {
    return start;
  }

  public int getStep() {
    return step;
  }

  @Override
  public String getName() {
    return "slice";
  }

  @Override
  public String getAttributes() {
    return "axis="
        + axis
        + ", start="
        + start
        + ", size="
        + size
        + (step == 1 ? "" : ", step=" + step);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    Shape from = inputs.get(0).getShape();
    if (axis < 0
        || axis >= from.getRank()
        || start < 0
        || size < 1
        || step < 1
        || start + (size - 1L) * step >= from.dim(axis)) {
      throw new FigmentException(
          "slice (" + getAttributes() + ") leaves the shape " + from,
          "positions along a dimension go from 0 to its size less one; a free batch cannot be"
              + " sliced");
    }
    return inputs.get(0).withShape(from.withDim(axis, size));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    int whole = output.inputs().get(0).getShape().dim(axis);
    int end = start + (size - 1) * step + 1;
    return Collections.singletonList(g.apply(new Pad(axis, start, whole - end, step - 1)));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    int[] strides = inputs.get(0).getShape().strides();
    int offset = start * strides[axis];
    strides[axis] *= step;
    Indexer indexer = new Indexer(type.getShape(), strides, offset);
    double[] y = new double[type.getShape().getSize()];
    for (int i = 0; i < y.length; i++) {
      y[i] = inputs.get(0).doubles()[indexer.at(i)];
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node(
        "Slice",
        Arrays.asList(
            inputs.get(0),
            nodes.constant(NdArray.of(new int[] {start}, 1)),
            nodes.constant(NdArray.of(new int[] {start + (size - 1) * step + 1}, 1)),
            nodes.constant(NdArray.of(new int[] {axis}, 1)),
            nodes.constant(NdArray.of(new int[] {step}, 1))));
  }
}
