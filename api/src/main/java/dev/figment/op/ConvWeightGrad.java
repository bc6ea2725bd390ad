package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of {@link Conv} with respect to its weight: from the input {@code [N, C, ...]} and
 * the output's gradient {@code [N, O, ...]} to {@code [O, C / groups, ...]}.
 */
public final class ConvWeightGrad extends Op {
  private final ConvGeometry geometry;
  private final int[] spatial;

  /** For a weight with these spatial sizes. */
  public ConvWeightGrad(ConvGeometry geometry, int... spatial) {
    this.geometry = geometry;
    this.spatial = spatial.clone();
  }

  public ConvGeometry getGeometry() {
    return geometry;
  }

  @Override
  public String getName() {
    return "convWeightGrad";
  }

  @Override
  public String getAttributes() {
    return "kernel=" + Arrays.toString(spatial) + ", " + geometry;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    expectReals(inputs);
    Shape input = inputs.get(0).getShape();
    Shape gradient = inputs.get(1).getShape();
    int rank = spatial.length + 2;
    if (input.getRank() != rank
        || gradient.getRank() != rank
        || input.dim(1) % geometry.getGroups() != 0) {
      throw new FigmentException(
          "a weight gradient of kernel "
              + Arrays.toString(spatial)
              + " does not follow from "
              + input
              + " and "
              + gradient);
    }
    Shape result =
        Shape.of(gradient.dim(1), input.dim(1) / geometry.getGroups()).plus(Shape.of(spatial));
    if (!geometry.outputShape(input, result).equals(gradient)) {
      throw new FigmentException(
          "a weight gradient of " + result + " does not follow from " + input + " and " + gradient);
    }
    return inputs.get(0).withShape(result);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor x = output.inputs().get(0);
    Tensor y = output.inputs().get(1);
    return Arrays.asList(
        y.apply(new ConvInputGrad(geometry, Conv.spatial(x)), g), x.apply(new Conv(geometry), g));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    NdArray result = NdArray.of(new double[type.getShape().getSize()], type.getShape());
    double[] x = inputs.get(0).doubles();
    double[] y = inputs.get(1).doubles();
    double[] w = result.doubles();
    new ConvLoop(geometry, inputs.get(0).getShape(), type.getShape(), inputs.get(1).getShape())
        .forEach((i, k, o) -> w[k] += x[i] * y[o]);
    return result;
  }

  @Override
  public long multiplyAdds(Tensor output) {
    return Conv.multiplyAdds(output.inputs().get(1).getShape(), output.getShape());
  }
}
