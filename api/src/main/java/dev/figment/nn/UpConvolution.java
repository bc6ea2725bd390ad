package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.graph.Variable;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import java.util.Arrays;

/**
 * A transposed convolution of {@code [N, C, H, W]} (or {@code [N, C, L]}) with a bias, to a larger
 * size: {@code (size - 1) * stride + kernel - 2 * padding}. By default the kernel is 3 wide and the
 * size stays.
 */
public final class UpConvolution extends Layer {
  private final int filters;
  private final ConvSettings settings;

  UpConvolution(int filters, ConvSettings settings) {
    this.filters = filters;
    this.settings = settings;
  }

  private UpConvolution with(ConvSettings changed) {
    return new UpConvolution(filters, changed);
  }

  /** The window's width, the same along every dimension; the padding becomes half of it. */
  public UpConvolution kernel(int size) {
    return with(settings.kernel(size));
  }

  public UpConvolution stride(int step) {
    return with(settings.stride(step));
  }

  /** How much is cut off before and after each dimension. */
  public UpConvolution padding(int cut) {
    return with(settings.padding(cut));
  }

  /** Twice the size: kernel 4 with stride 2 and padding 1. */
  public UpConvolution doubling() {
    return with(settings.kernel(4).stride(2).padding(1));
  }

  /** How the weight begins; the default is {@link Initializer#he()}. */
  public UpConvolution initializer(Initializer choice) {
    return with(settings.initializer(choice));
  }

  /** Without a bias, as before a normalisation that has its own. */
  public UpConvolution withoutBias() {
    return with(settings.withoutBias());
  }

  /** With the weight divided by its largest singular value, for critics (Miyato et al. 2018). */
  public UpConvolution spectralNorm() {
    return with(settings.spectralNorm());
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    int spatial = input.getRank() - 2;
    if (spatial < 1 || spatial > 2) {
      throw new FigmentException(
              "a transposed convolution takes [N, C, H, W] or [N, C, L], not " + input,
              "reshape(channels, height, width) makes images of vectors")
          .at(scope.getPath());
    }
    ConvGeometry geometry = settings.geometry(spatial);
    int[] size = new int[spatial];
    for (int i = 0; i < spatial; i++) {
      size[i] = (input.dim(i + 2) - 1) * settings.stride + settings.kernel - 2 * settings.padding;
    }
    int[] dims = new int[spatial + 2];
    Arrays.fill(dims, settings.kernel);
    dims[0] = input.dim(1);
    dims[1] = filters;
    double overlap = Math.pow((double) settings.kernel / settings.stride, spatial);
    int fanIn = Math.max(1, (int) Math.round(input.dim(1) * overlap));
    int fanOut = filters * (int) Math.pow(settings.kernel, spatial);
    Variable variable = scope.weight("weight", settings.initializer, fanIn, fanOut, dims);
    Weight weight =
        settings.spectral ? Weight.spectral(scope, variable, 1) : Weight.plain(variable);
    ConvInputGrad op = new ConvInputGrad(geometry, size);
    if (!settings.bias) {
      return Network.of(scope, input, (x, mode) -> x.apply(op, weight.read(x.graph(), mode)));
    }
    Variable offset = scope.weight("bias", Initializer.zeros(), fanIn, fanOut, filters);
    return Network.of(
        scope,
        input,
        (x, mode) ->
            Affine.plusPerChannel(
                x.apply(op, weight.read(x.graph(), mode)), x.graph().read(offset)));
  }

  @Override
  public String toString() {
    return "upConv(" + filters + ")" + settings;
  }
}
