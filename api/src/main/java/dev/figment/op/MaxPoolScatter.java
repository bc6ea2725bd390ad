package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds each pooled element back to the place that {@link MaxPool} picked it from: from {@code
 * selector [N, C, ...]} and one number a window to the selector's shape.
 */
public final class MaxPoolScatter extends Op {
  private final ConvGeometry geometry;
  private final int[] kernel;

  public MaxPoolScatter(ConvGeometry geometry, int... kernel) {
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
    return "maxPoolScatter";
  }

  @Override
  public String getAttributes() {
    return "kernel=" + Arrays.toString(kernel) + ", " + geometry;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    TensorType selector = inputs.get(0);
    if (!PoolWindows.outputShape(geometry, kernel, selector.getShape())
        .equals(inputs.get(1).getShape())) {
      throw new FigmentException(
          "maxPoolScatter cannot spread " + inputs.get(1) + " over " + selector);
    }
    return selector;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor selector = output.inputs().get(0);
    return Arrays.asList(null, selector.apply(new MaxPool(geometry, kernel), g));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] x = new double[type.getShape().getSize()];
    double[] g = inputs.get(1).doubles();
    int[] best = PoolWindows.largest(geometry, kernel, inputs.get(0), inputs.get(1).getShape());
    for (int o = 0; o < g.length; o++) {
      x[best[o]] += g[o];
    }
    return NdArray.of(x, type.getShape());
  }
}
