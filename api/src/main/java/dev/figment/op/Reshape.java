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

/** The same elements in the same row-major order under another shape. */
public final class Reshape extends Op {
  private final Shape shape;

  public Reshape(Shape shape) {
    this.shape = shape;
  }

  @Override
  public String getName() {
    return "reshape";
  }

  @Override
  public String getAttributes() {
    return shape.toString();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    Shape from = inputs.get(0).getShape();
    if (from.getFixedSize() != shape.getFixedSize() || from.isFree() != shape.isFree()) {
      throw new FigmentException(
          "shape " + from + " does not reshape to " + shape,
          "they have "
              + from.getFixedSize()
              + " and "
              + shape.getFixedSize()
              + " elements"
              + (from.isFree() || shape.isFree() ? " per example" : ""));
    }
    return inputs.get(0).withShape(shape);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    return Collections.singletonList(g.reshape(output.inputs().get(0).getShape()));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    return NdArray.of(inputs.get(0).doubles(), type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    int[] dims = shape.toArray();
    if (dims.length == 0) {
      return nodes.node("Squeeze", inputs);
    }
    return nodes.node(
        "Reshape", Arrays.asList(inputs.get(0), nodes.constant(NdArray.of(dims, dims.length))));
  }
}
