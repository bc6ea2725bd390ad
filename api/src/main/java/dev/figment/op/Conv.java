package dev.figment.op;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolution (in fact correlation, as everywhere in deep learning) of {@code [N, C, ...]} with a
 * weight {@code [O, C / groups, ...]}, giving {@code [N, O, ...]}; 1-d and 2-d.
 *
 * <p>Each of {@code Conv}, {@link ConvInputGrad} and {@link ConvWeightGrad} is linear in both
 * inputs, and they differentiate into one another.
 */
public final class Conv extends Op {
  private final ConvGeometry geometry;

  public Conv(ConvGeometry geometry) {
    this.geometry = geometry;
  }

  public ConvGeometry getGeometry() {
    return geometry;
  }

  @Override
  public String getName() {
    return "conv";
  }

  @Override
  public String getAttributes() {
    return geometry.toString();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    expectReals(inputs);
    return inputs
        .get(0)
        .withShape(geometry.outputShape(inputs.get(0).getShape(), inputs.get(1).getShape()));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor x = output.inputs().get(0);
    Tensor w = output.inputs().get(1);
    return Arrays.asList(
        g.apply(new ConvInputGrad(geometry, spatial(x)), w),
        x.apply(new ConvWeightGrad(geometry, spatial(w)), g));
  }

  /** The sizes of a tensor's spatial dimensions. */
  static int[] spatial(Tensor tensor) {
    return tensor.getShape().slice(2, tensor.getShape().getRank()).toArray();
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    NdArray result = NdArray.of(new double[type.getShape().getSize()], type.getShape());
    double[] x = inputs.get(0).doubles();
    double[] w = inputs.get(1).doubles();
    double[] y = result.doubles();
    new ConvLoop(geometry, inputs.get(0).getShape(), inputs.get(1).getShape(), type.getShape())
        .forEach((i, k, o) -> y[o] += x[i] * w[k]);
    return result;
  }

  @Override
  public long multiplyAdds(Tensor output) {
    return multiplyAdds(output.getShape(), output.inputs().get(1).getShape());
  }

  /** Those of a convolution to this result, and of its gradients alike. */
  static long multiplyAdds(Shape result, Shape weight) {
    return (long) result.getSize() * weight.slice(1, weight.getRank()).getSize();
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Conv", inputs, attributes(geometry));
  }

  /** The attributes that ONNX gives Conv and ConvTranspose alike. */
  static Object[] attributes(ConvGeometry geometry, Object... more) {
    int rank = geometry.getSpatialRank();
    long[] pads = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      pads[i] = geometry.getPadLow()[i];
      pads[rank + i] = geometry.getPadHigh()[i];
    }
    Object[] result = Arrays.copyOf(more, more.length + 8);
    Object[] own = {
      "strides",
      Arrays.stream(geometry.getStrides()).asLongStream().toArray(),
      "pads",
      pads,
      "dilations",
      Arrays.stream(geometry.getDilations()).asLongStream().toArray(),
      "group",
      (long) geometry.getGroups()
    };
    System.arraycopy(own, 0, result, more.length, own.length);
    return result;
  }
}
