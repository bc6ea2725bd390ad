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

/** Repeats an input along its dimensions of size 1, to a shape of the same rank. */
public final class Broadcast extends Op {
  private final Shape shape;

  public Broadcast(Shape shape) {
    this.shape = shape;
  }

  @Override
  public String getName() {
    return "broadcast";
  }

  @Override
  public String getAttributes() {
    return shape.toString();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    Shape from = inputs.get(0).getShape();
    boolean fits = from.getRank() == shape.getRank();
    for (int i = 0; fits && i < from.getRank(); i++) {
      fits = from.dim(i) == 1 || from.dim(i) == shape.dim(i);
    }
    if (!fits) {
      throw new FigmentException(
          "shape " + from + " does not broadcast to " + shape,
          "only dimensions of size 1 are repeated, and the ranks must be equal");
    }
    return inputs.get(0).withShape(shape);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    return Collections.singletonList(g.sumTo(output.inputs().get(0).getShape()));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] x = inputs.get(0).doubles();
    double[] y = new double[type.getShape().getSize()];
    Indexer from = Indexer.broadcast(inputs.get(0).getShape(), type.getShape());
    for (int i = 0; i < y.length; i++) {
      y[i] = x[from.at(i)];
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Expand", Arrays.asList(inputs.get(0), nodes.shape(output)));
  }
}
