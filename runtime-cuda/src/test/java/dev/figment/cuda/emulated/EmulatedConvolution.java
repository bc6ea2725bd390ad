package dev.figment.cuda.emulated;

import com.sun.jna.Pointer;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;

/** A convolution or one of its gradients, tap by tap, with channels last in memory. */
final class EmulatedConvolution implements Device.Convolution {
  private final ConvSpec spec;
  private final int[] source;
  private final int[] weights;
  private final int[] target;

  EmulatedConvolution(ConvSpec spec) {
    this.spec = spec;
    this.source = Arrays.copyOf(spec.getSource(), 4);
    this.weights = Arrays.copyOf(spec.getWeights(), 4);
    this.target = Arrays.copyOf(spec.getTarget(), 4);
    if (spec.getSource().length == 3) {
      source[3] = 1;
      weights[3] = 1;
      target[3] = 1;
    }
  }

  @Override
  public long workspaceBytes() {
    return 0;
  }

  /** Where element [n, c, y, x] lies. */
  private static int at(int[] dims, int n, int c, int y, int x) {
    return ((n * dims[2] + y) * dims[3] + x) * dims[1] + c;
  }

  private static int size(int[] dims) {
    return dims[0] * dims[1] * dims[2] * dims[3];
  }

  @Override
  public void launch(long sourceAt, long weightsAt, long targetAt, long workspace) {
    float[] s = new Pointer(sourceAt).getFloatArray(0, size(source));
    float[] w = new Pointer(weightsAt).getFloatArray(0, size(weights));
    float[] t = new Pointer(targetAt).getFloatArray(0, size(target));
    ConvSpec.Kind kind = spec.getKind();
    double[] sums =
        new double
            [kind == ConvSpec.Kind.FORWARD
                ? t.length
                : kind == ConvSpec.Kind.SOURCE_GRADIENT ? s.length : w.length];
    ConvGeometry geometry = spec.getGeometry();
    int[] strides = Arrays.copyOf(geometry.getStrides(), 2);
    int[] pads = Arrays.copyOf(geometry.getPadLow(), 2);
    int[] dilations = Arrays.copyOf(geometry.getDilations(), 2);
    int perGroup = target[1] / geometry.getGroups();
    for (int n = 0; n < target[0]; n++) {
      for (int o = 0; o < target[1]; o++) {
        for (int oy = 0; oy < target[2]; oy++) {
          for (int ox = 0; ox < target[3]; ox++) {
            for (int ky = 0; ky < weights[2]; ky++) {
              for (int kx = 0; kx < weights[3]; kx++) {
                int y = oy * strides[0] - pads[0] + ky * dilations[0];
                int x = ox * strides[1] - pads[1] + kx * dilations[1];
                if (y < 0 || y >= source[2] || x < 0 || x >= source[3]) {
                  continue;
                }
                for (int c = 0; c < weights[1]; c++) {
                  int i = at(source, n, o / perGroup * weights[1] + c, y, x);
                  int j = at(weights, o, c, ky, kx);
                  int k = at(target, n, o, oy, ox);
                  switch (kind) {
                    case FORWARD -> sums[k] += (double) s[i] * w[j];
                    case SOURCE_GRADIENT -> sums[i] += (double) t[k] * w[j];
                    case WEIGHTS_GRADIENT -> sums[j] += (double) s[i] * t[k];
                  }
                }
              }
            }
          }
        }
      }
    }
    float[] result = new float[sums.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) sums[i];
    }
    long to =
        switch (kind) {
          case FORWARD -> targetAt;
          case SOURCE_GRADIENT -> sourceAt;
          case WEIGHTS_GRADIENT -> weightsAt;
        };
    new Pointer(to).write(0, result, 0, result.length);
  }
}
