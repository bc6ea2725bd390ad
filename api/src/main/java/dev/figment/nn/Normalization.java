package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Variable;
import java.util.stream.IntStream;

/**
 * Shifts and scales activations to mean 0 and variance 1 over the features of an example, then by
 * learned numbers, one pair a channel.
 *
 * <p>Layer norm (Ba et al. 2016) takes all features together, instance norm (Ulyanov et al. 2016)
 * each channel, group norm (Wu and He 2018) channels in groups.
 */
final class Normalization extends Layer {
  private static final double EPSILON = 1e-5;

  private final String name;
  private final int groups;

  /** With {@code groups} 0 each channel is a group of its own. */
  Normalization(String name, int groups) {
    this.name = name;
    this.groups = groups;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    int channels = input.getRank() < 2 ? 0 : input.dim(1);
    int count = groups == 0 ? channels : groups;
    if (count < 1 || channels % count != 0) {
      throw new FigmentException(
              this + " cannot divide the channels of " + input + " into " + count + " groups")
          .at(scope.getPath());
    }
    if (groups == 0 && input.getRank() == 2) {
      throw new FigmentException(
              this + " takes images, not vectors " + input, "use layerNorm() for vectors")
          .at(scope.getPath());
    }
    Variable scale = scope.weight("scale", Initializer.ones(), channels, channels, channels);
    Variable shift = scope.weight("shift", Initializer.zeros(), channels, channels, channels);
    return Network.of(
        scope,
        input,
        (x, mode) ->
            standardise(x, count)
                .times(Affine.perChannel(x.graph().read(scale), x))
                .plus(Affine.perChannel(x.graph().read(shift), x)));
  }

  /** Only groups of several channels take a reshape, which can be a copy. */
  private static Tensor standardise(Tensor x, int count) {
    Shape shape = x.getShape();
    if (count == 1) {
      return standardise(x, IntStream.range(1, shape.getRank()).toArray());
    }
    if (count == shape.dim(1) && shape.getRank() > 2) {
      return standardise(x, IntStream.range(2, shape.getRank()).toArray());
    }
    int features = (int) (shape.slice(1, shape.getRank()).getFixedSize() / count);
    return standardise(x.reshape(shape.dim(0), count, features), new int[] {2}).reshape(shape);
  }

  private static Tensor standardise(Tensor x, int[] axes) {
    Tensor deviation = x.varianceKept(axes).plus(EPSILON).sqrt();
    return x.minus(x.meanKept(axes)).div(deviation);
  }

  @Override
  public String toString() {
    return name + (groups > 1 ? "(" + groups + ")" : "()");
  }
}
