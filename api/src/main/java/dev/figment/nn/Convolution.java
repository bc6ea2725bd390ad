package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;

/**
 * A convolution of {@code [N, C, H, W]} (or {@code [N, C, L]}) with a bias. By default the kernel
 * is 3 wide and the size stays: the padding is half the kernel.
 */
public final class Convolution extends Layer {
  private final int filters;
  private final ConvSettings settings;

  Convolution(int filters, ConvSettings settings) {
    this.filters = filters;
    this.settings = settings;
  }

  private Convolution with(ConvSettings changed) {
    return new Convolution(filters, changed);
  }

  /** The window's width, the same along every dimension; the padding becomes half of it. */
  public Convolution kernel(int size) {
    return with(settings.kernel(size));
  }

  public Convolution stride(int step) {
    return with(settings.stride(step));
  }

  /** Zeros before and after each dimension. */
  public Convolution padding(int zeros) {
    return with(settings.padding(zeros));
  }

  /** The distance between the window's taps; the padding grows along. */
  public Convolution dilation(int distance) {
    return with(settings.dilation(distance));
  }

  /** Channels in groups that do not see one another. */
  public Convolution groups(int count) {
    return with(settings.groups(count));
  }

  /** Half the size, rounded up: kernel 3 with stride 2 and padding 1. */
  public Convolution halving() {
    return with(settings.kernel(3).stride(2).padding(1));
  }

  /** How the weight begins; the default is {@link Initializer#he()}. */
  public Convolution initializer(Initializer choice) {
    return with(settings.initializer(choice));
  }

  /** Without a bias, as before a normalisation that has its own. */
  public Convolution withoutBias() {
    return with(settings.withoutBias());
  }

  /** With the weight divided by its largest singular value, for critics (Miyato et al. 2018). */
  public Convolution spectralNorm() {
    return with(settings.spectralNorm());
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    int spatial = input.getRank() - 2;
    if (spatial < 1 || spatial > 2) {
      throw new FigmentException(
              "a convolution takes [N, C, H, W] or [N, C, L], not " + input,
              "reshape(channels, height, width) makes images of vectors")
          .at(scope.getPath());
    }
    if (input.dim(1) % settings.groups != 0 || filters % settings.groups != 0) {
      throw new FigmentException(
              input.dim(1)
                  + " channels and "
                  + filters
                  + " filters do not divide into "
                  + settings.groups
                  + " groups")
          .at(scope.getPath());
    }
    ConvGeometry geometry = settings.geometry(spatial);
    int[] dims = new int[spatial + 2];
    Arrays.fill(dims, settings.kernel);
    dims[0] = filters;
    dims[1] = input.dim(1) / settings.groups;
    int taps = (int) Math.pow(settings.kernel, spatial);
    int fanOut = filters / settings.groups * taps;
    Variable variable = scope.weight("weight", settings.initializer, dims[1] * taps, fanOut, dims);
    Weight weight =
        settings.spectral ? Weight.spectral(scope, variable, 0) : Weight.plain(variable);
    if (!settings.bias) {
      return Network.of(
          scope, input, (x, mode) -> x.apply(new Conv(geometry), weight.read(x.graph(), mode)));
    }
    Variable offset = scope.weight("bias", Initializer.zeros(), dims[1] * taps, fanOut, filters);
    return Network.of(
        scope,
        input,
        (x, mode) ->
            Affine.plusPerChannel(
                x.apply(new Conv(geometry), weight.read(x.graph(), mode)), x.graph().read(offset)));
  }

  @Override
  public String toString() {
    return "conv(" + filters + ")" + settings;
  }
}
