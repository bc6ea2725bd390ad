package dev.figment.cpu.kernel;

import dev.figment.compile.View;
import dev.figment.op.ConvGeometry;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Max pooling by a selector, and its gradient, for one or two spatial dimensions in any layout.
 * Shares are parts of the batch, or of the channels where there is one image.
 */
public final class PoolKernel extends Kernel {
  private final boolean scatter;
  private final int[] strides;
  private final int[] pads;
  private final int[] dilations;
  private final int[] kernel;
  private final View selector;
  private final View values;
  private final View target;
  private final int spatial;
  private final int axis;
  private final int shares;
  private FloatBuffer selectors = FloatBuffer.allocate(0);
  private FloatBuffer from = FloatBuffer.allocate(0);
  private FloatBuffer to = FloatBuffer.allocate(0);

  private PoolKernel(
      boolean scatter,
      ConvGeometry geometry,
      int[] kernel,
      View selector,
      View values,
      View target,
      int workers) {
    this.scatter = scatter;
    this.strides = Arrays.copyOf(geometry.getStrides(), 2);
    this.pads = Arrays.copyOf(geometry.getPadLow(), 2);
    this.dilations = Arrays.copyOf(geometry.getDilations(), 2);
    this.kernel = kernel;
    this.selector = selector;
    this.values = values;
    this.target = target;
    this.spatial = kernel.length;
    this.axis = selector.dim(0) >= workers ? 0 : 1;
    this.shares = Math.min(workers, selector.dim(axis));
    reading(selector.getStorage());
    reading(values.getStorage());
    writing(target.getStorage());
  }

  /** For each window, the value where the selector is largest. */
  public static PoolKernel pick(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target, int workers) {
    return new PoolKernel(false, geometry, kernel, selector, values, target, workers);
  }

  /** Adds each window's value to the place where the selector is largest. */
  public static PoolKernel scatter(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target, int workers) {
    return new PoolKernel(true, geometry, kernel, selector, values, target, workers);
  }

  @Override
  public String getName() {
    return scatter ? "maxPoolScatter" : "maxPool";
  }

  @Override
  public int getShares() {
    return shares;
  }

  @Override
  public void bind() {
    selectors = Places.floats(selector.getStorage());
    from = Places.floats(values.getStorage());
    to = Places.floats(target.getStorage());
  }

  @Override
  public void run(int share, Worker worker) {
    int size = selector.dim(axis);
    int first = MatMulKernels.bound(size, share, shares, 1);
    int count = MatMulKernels.bound(size, share + 1, shares, 1) - first;
    int[] low = {axis == 0 ? first : 0, axis == 1 ? first : 0};
    int[] high = {
      axis == 0 ? first + count : selector.dim(0), axis == 1 ? first + count : selector.dim(1)
    };
    for (int n = low[0]; n < high[0]; n++) {
      for (int c = low[1]; c < high[1]; c++) {
        plane(n, c);
      }
    }
  }

  private static int dim(View view, int spatialAxis) {
    return spatialAxis < view.getRank() ? view.dim(spatialAxis) : 1;
  }

  private static int stride(View view, int spatialAxis) {
    return spatialAxis < view.getRank() ? view.stride(spatialAxis) : 0;
  }

  private static int base(View view, int n, int c) {
    return view.getOffset() + n * view.stride(0) + c * view.stride(1);
  }

  private void plane(int n, int c) {
    View windows = scatter ? values : target;
    View image = selector;
    int height = dim(image, 2);
    int width = dim(image, 3);
    if (scatter) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          to.put(base(target, n, c) + y * stride(target, 2) + x * stride(target, 3), 0);
        }
      }
    }
    for (int oy = 0; oy < dim(windows, 2); oy++) {
      for (int ox = 0; ox < dim(windows, 3); ox++) {
        window(n, c, oy, ox, height, width);
      }
    }
  }

  /** The first of the largest elements, row by row. */
  private void window(int n, int c, int oy, int ox, int height, int width) {
    int base = base(selector, n, c);
    int bestY = -1;
    int bestX = -1;
    float best = 0;
    for (int ky = 0; ky < kernel[0]; ky++) {
      int y = oy * strides[0] - pads[0] + ky * dilations[0];
      if (y < 0 || y >= height) {
        continue;
      }
      for (int kx = 0; kx < (spatial > 1 ? kernel[1] : 1); kx++) {
        int x = ox * strides[1] - pads[1] + kx * dilations[1];
        if (x < 0 || x >= width) {
          continue;
        }
        float value = selectors.get(base + y * stride(selector, 2) + x * stride(selector, 3));
        if (bestY < 0 || value > best) {
          best = value;
          bestY = y;
          bestX = x;
        }
      }
    }
    View image = scatter ? target : values;
    View windows = scatter ? values : target;
    int at = base(image, n, c) + bestY * stride(image, 2) + bestX * stride(image, 3);
    int window = base(windows, n, c) + oy * stride(windows, 2) + ox * stride(windows, 3);
    if (scatter) {
      to.put(at, to.get(at) + from.get(window));
    } else {
      to.put(window, from.get(at));
    }
  }
}
