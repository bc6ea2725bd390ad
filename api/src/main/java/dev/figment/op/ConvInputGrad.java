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
 * The gradient of {@link Conv} with respect to its input, which is also the transposed convolution:
 * from {@code [N, O, ...]} and a weight {@code [O, C / groups, ...]} to {@code [N, C, ...]}.
 */
public final class ConvInputGrad extends Op {
  private final ConvGeometry geometry;
  private final int[] spatial;

  /** For a convolution whose input has these spatial sizes. */
  public ConvInputGrad(ConvGeometry geometry, int... spatial) {
    this.geometry = geometry;
    this.spatial = spatial.clone();
  }

  public ConvGeometry getGeometry() {
    return geometry;
  }

  @Override
  public String getName() {
    return "convInputGrad";
  }

  @Override
  public String getAttributes() {
    return "to=" + Arrays.toString(spatial) + ", " + geometry;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    expectReals(inputs);
    Shape gradient = inputs.get(0).getShape();
    Shape weight = inputs.get(1).getShape();
    if (gradient.getRank() != spatial.length + 2
        || weight.getRank() != spatial.length + 2
        || geometry.getSpatialRank() != spatial.length) {
      throw new FigmentException(
          "a "
              + geometry.getSpatialRank()
              + "-d transposed convolution takes an input and a weight"
              + " of rank "
              + (geometry.getSpatialRank() + 2)
              + " and as many sizes",
          "shapes: input "
              + gradient
              + ", weight "
              + weight
              + ", sizes "
              + Arrays.toString(spatial));
    }
    if (gradient.dim(1) != weight.dim(0)) {
      throw new FigmentException(
          "input has " + gradient.dim(1) + " channels, the weight expects " + weight.dim(0),
          "shapes: input " + gradient + ", weight " + weight);
    }
    Shape result =
        Shape.of(gradient.dim(0), weight.dim(1) * geometry.getGroups()).plus(Shape.of(spatial));
    Shape forward = geometry.outputShape(result, weight);
    if (!forward.equals(gradient)) {
      throw new FigmentException(
          "a transposed convolution cannot make " + result + " of " + gradient,
          "a convolution of "
              + result
              + " with "
              + weight
              + " ("
              + geometry
              + ") gives "
              + forward);
    }
    return inputs.get(0).withShape(result);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor y = output.inputs().get(0);
    Tensor w = output.inputs().get(1);
    return Arrays.asList(
        g.apply(new Conv(geometry), w), g.apply(new ConvWeightGrad(geometry, Conv.spatial(w)), y));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    NdArray result = NdArray.of(new double[type.getShape().getSize()], type.getShape());
    double[] y = inputs.get(0).doubles();
    double[] w = inputs.get(1).doubles();
    double[] x = result.doubles();
    new ConvLoop(geometry, type.getShape(), inputs.get(1).getShape(), inputs.get(0).getShape())
        .forEach((i, k, o) -> x[i] += y[o] * w[k]);
    return result;
  }

  @Override
  public long multiplyAdds(Tensor output) {
    List<Tensor> inputs = output.inputs();
    return Conv.multiplyAdds(inputs.get(0).getShape(), inputs.get(1).getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    Shape from = output.inputs().get(0).getShape();
    Shape weight = output.inputs().get(1).getShape();
    long[] extra = new long[spatial.length];
    for (int i = 0; i < spatial.length; i++) {
      int least =
          (from.dim(i + 2) - 1) * geometry.getStrides()[i]
              + (weight.dim(i + 2) - 1) * geometry.getDilations()[i]
              + 1
              - geometry.getPadLow()[i]
              - geometry.getPadHigh()[i];
      extra[i] = spatial[i] - (long) least;
    }
    return nodes.node("ConvTranspose", inputs, Conv.attributes(geometry, "output_padding", extra));
  }
}
