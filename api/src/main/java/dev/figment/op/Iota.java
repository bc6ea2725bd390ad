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

/** Positions along a dimension: 0, 1, 2, ... Masks and one-hot vectors are compared with it. */
public final class Iota extends Op {
  private final TensorType type;
  private final int axis;

  public Iota(TensorType type, int axis) {
    this.type = type;
    this.axis = axis;
  }

  public int getAxis() {
    return axis;
  }

  @Override
  public String getName() {
    return "iota";
  }

  @Override
  public String getAttributes() {
    return type + ", axis=" + axis;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 0);
    if (axis < 0 || axis >= type.getShape().getRank()) {
      throw new FigmentException(
          "iota cannot count along dimension " + axis + " of " + type.getShape());
    }
    return type;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor gradient) {
    return Collections.emptyList();
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType unused) {
    double[] y = new double[unused.getShape().getSize()];
    int stride = unused.getShape().strides()[axis];
    for (int i = 0; i < y.length; i++) {
      y[i] = i / stride % unused.getShape().dim(axis);
    }
    return NdArray.of(y, unused.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    int size = type.getShape().dim(axis);
    if (size == Shape.N) {
      throw nodes.refuse(output, "positions along a free batch are not known before the run");
    }
    int[] dims = new int[type.getShape().getRank()];
    Arrays.fill(dims, 1);
    dims[axis] = size;
    NdArray positions = NdArray.zeros(type.withShape(Shape.of(dims)));
    for (int i = 0; i < size; i++) {
      positions.set(i, i);
    }
    String line = nodes.constant(positions);
    return positions.getShape().equals(type.getShape())
        ? line
        : nodes.node("Expand", Arrays.asList(line, nodes.shape(output)));
  }
}
