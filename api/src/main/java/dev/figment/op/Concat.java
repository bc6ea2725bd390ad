package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors one after another along a dimension; the other dimensions must be equal. */
public final class Concat extends Op {
  private final int axis;

  public Concat(int axis) {
    this.axis = axis;
  }

  public int getAxis() {
    return axis;
  }

  @Override
  public String getName() {
    return "concat";
  }

  @Override
  public String getAttributes() {
    return "axis=" + axis;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (inputs.isEmpty()) {
      throw new FigmentException("concat takes at least one input");
    }
    TensorType first = inputs.get(0);
    int total = 0;
    for (TensorType input : inputs) {
      Shape shape = input.getShape();
      if (axis < 0
          || axis >= Math.min(shape.getRank(), first.getShape().getRank())
          || shape.dim(axis) == Shape.N
          || !input
              .withShape(shape.withDim(axis, 1))
              .equals(first.withShape(first.getShape().withDim(axis, 1)))) {
        throw new FigmentException(
            "concat along dimension " + axis + " cannot join " + inputs,
            "all other dimensions and the types must be equal, and the batch cannot grow");
      }
      total += shape.dim(axis);
    }
    return first.withShape(first.getShape().withDim(axis, total));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    List<@Nullable Tensor> result = new ArrayList<>();
    int start = 0;
    for (Tensor input : output.inputs()) {
      int size = input.getShape().dim(axis);
      result.add(g.slice(axis, start, size));
      start += size;
    }
    return result;
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] y = new double[type.getShape().getSize()];
    int[] strides = type.getShape().strides();
    int start = 0;
    for (NdArray input : inputs) {
      Indexer to = new Indexer(input.getShape(), strides, start * strides[axis]);
      for (int i = 0; i < input.getSize(); i++) {
        y[to.at(i)] = input.doubles()[i];
      }
      start += input.getShape().dim(axis);
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Concat", inputs, "axis", (long) axis);
  }
}
