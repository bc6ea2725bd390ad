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

/** The dimensions in another order: dimension {@code i} of the result is {@code order[i]}. */
public final class Transpose extends Op {
  private final int[] order;

  public Transpose(int... order) {
    this.order = order.clone();
  }

  public int[] getOrder() {
    return order.clone();
  }

  @Override
  public String getName() {
    return "transpose";
  }

  @Override
  public String getAttributes() {
    return Arrays.toString(order);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    Shape from = inputs.get(0).getShape();
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    int[] dims = new int[from.getRank()];
    for (int i = 0; i < dims.length; i++) {
      if (order.length != dims.length || sorted[i] != i) {
        throw new FigmentException(
            "transpose cannot order the dimensions of " + from + " as " + Arrays.toString(order));
      }
      dims[i] = from.dim(order[i]);
    }
    return inputs.get(0).withShape(Shape.of(dims));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return Collections.singletonList(g.transpose(inverse));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    int[] from = inputs.get(0).getShape().strides();
    int[] strides = new int[order.length];
    Arrays.setAll(strides, i -> from[order[i]]);
    Indexer indexer = new Indexer(type.getShape(), strides, 0);
    double[] y = new double[type.getShape().getSize()];
    for (int i = 0; i < y.length; i++) {
      y[i] = inputs.get(0).doubles()[indexer.at(i)];
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Transpose", inputs, "perm", Arrays.stream(order).asLongStream().toArray());
  }
}
