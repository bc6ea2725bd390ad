package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks from each window of {@code values [N, C, ...]} the element at the place where {@code
 * selector}, of the same shape, is largest (the first such place). With both inputs the same tensor
 * it is max pooling; as an op of two inputs it is linear in the values, and its own gradient's
 * gradient.
 */
public final class MaxPool extends Op {
  private final ConvGeometry geometry;
  private final int[] kernel;

  public MaxPool(ConvGeometry geometry, int... kernel) {
    this.geometry = geometry;
    this.kernel = kernel.clone();
  }

  public ConvGeometry getGeometry() {
    return geometry;
  }

  public int[] getKernel() {
    return kernel.clone();
  }

  @Override
  public String getName() {
    return "maxPool";
  }

  @Override
  public String getAttributes() {
    return "kernel=" + Arrays.toString(kernel) + ", " + geometry;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    if (!inputs.get(0).getShape().equals(inputs.get(1).getShape())) {
      throw new FigmentException(
          "maxPool takes a selector and values of one shape, not "
              + inputs.get(0)
              + " and "
              + inputs.get(1));
    }
    return inputs
        .get(1)
        .withShape(PoolWindows.outputShape(geometry, kernel, inputs.get(0).getShape()));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor selector = output.inputs().get(0);
    return Arrays.asList(null, selector.apply(new MaxPoolScatter(geometry, kernel), g));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] y = new double[type.getShape().getSize()];
    int[] best = PoolWindows.largest(geometry, kernel, inputs.get(0), type.getShape());
    Arrays.setAll(y, o -> inputs.get(1).doubles()[best[o]]);
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    if (output.inputs().get(0) != output.inputs().get(1)) {
      throw nodes.refuse(output, "picking by another tensor has no ONNX form");
    }
    int rank = kernel.length;
    long[] pads = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      pads[i] = geometry.getPadLow()[i];
      pads[rank + i] = geometry.getPadHigh()[i];
    }
    return nodes.node(
        "MaxPool",
        inputs.subList(0, 1),
        "kernel_shape",
        Arrays.stream(kernel).asLongStream().toArray(),
        "strides",
        Arrays.stream(geometry.getStrides()).asLongStream().toArray(),
        "pads",
        pads,
        "dilations",
        Arrays.stream(geometry.getDilations()).asLongStream().toArray());
  }
}
