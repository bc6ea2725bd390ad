package dev.figment.loss;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A random change of images through which gradients flow, so that both real and generated images
 * can be changed before the critic sees them (Zhao et al. 2020, "Differentiable augmentation for
 * data-efficient GAN training"). Each image of a batch {@code [N, C, H, W]} is changed on its own,
 * in another way each time.
 */
public final class DifferentiableAugmentation {
  /**
   * Brightness moved by up to half a unit, contrast between half and one and a half times, and for
   * colour images saturation between none and twice.
   */
  public static final DifferentiableAugmentation COLOUR =
      new DifferentiableAugmentation("colour", DifferentiableAugmentation::colour);

  /** Moved by up to an eighth of each side, with zeros from beyond the edge. */
  public static final DifferentiableAugmentation TRANSLATION =
      new DifferentiableAugmentation("translation", DifferentiableAugmentation::translation);

  /** A rectangle of half of each side set to 0, at a random place, partly outside perhaps. */
  public static final DifferentiableAugmentation CUTOUT =
      new DifferentiableAugmentation("cutout", DifferentiableAugmentation::cutout);

  private final String name;
  private final UnaryOperator<Tensor> function;

  private DifferentiableAugmentation(String name, UnaryOperator<Tensor> function) {
    this.name = name;
    this.function = function;
  }

  /**
   * A change of one's own.
   *
   * @param function from images {@code [N, C, H, W]} to as many of the same shape, made of tensor
   *     operations
   */
  public static DifferentiableAugmentation of(String name, UnaryOperator<Tensor> function) {
    return new DifferentiableAugmentation(name, function);
  }

  /** The one of a name: colour, translation or cutout. */
  public static DifferentiableAugmentation named(String name) {
    for (DifferentiableAugmentation each : List.of(COLOUR, TRANSLATION, CUTOUT)) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    throw new FigmentException(
        "there is no augmentation named " + name, "choose colour, translation or cutout");
  }

  /**
   * The changed images.
   *
   * @throws FigmentException if they are no images
   */
  public Tensor apply(Tensor images) {
    if (images.getShape().getRank() != 4) {
      throw new FigmentException(
          "the augmentation " + name + " takes images [N, C, H, W], not " + images.getShape(),
          "leave it out for other data");
    }
    return function.apply(images);
  }

  private static Tensor colour(Tensor x) {
    Tensor brighter = x.plus(PerExample.uniform(x).minus(0.5));
    Tensor grey = brighter.meanKept(1);
    Tensor saturated =
        x.getShape().dim(1) == 1
            ? brighter
            : brighter.minus(grey).times(PerExample.uniform(x).times(2)).plus(grey);
    Tensor mean = saturated.meanKept(1, 2, 3);
    return saturated.minus(mean).times(PerExample.uniform(x).plus(0.5)).plus(mean);
  }

  /** Row i of the result is row i + d of the image: a product with a matrix of zeros and ones. */
  private static Tensor translation(Tensor x) {
    Shape shape = x.getShape();
    int count = shape.dim(0);
    int channels = shape.dim(1);
    int height = shape.dim(2);
    int width = shape.dim(3);
    Tensor across = shift(x.graph(), count, width);
    Tensor moved = x.reshape(count, channels * height, width).matMul(across);
    Tensor rows = moved.reshape(count, channels, height, width).transpose(0, 2, 1, 3);
    Tensor down = shift(x.graph(), count, height);
    return down.matMul(rows.reshape(count, height, channels * width), true, false)
        .reshape(count, height, channels, width)
        .transpose(0, 2, 1, 3);
  }

  /** {@code [N, size, size]} with a 1 where the column is the row plus the image's own shift. */
  private static Tensor shift(Graph graph, int count, int size) {
    int most = Math.max(1, (int) Math.round(size / 8.0));
    Tensor by = whole(graph, 2 * most + 1, count).minus(most);
    TensorType square = TensorType.of(DType.F32, Shape.of(count, size, size));
    Tensor column = graph.iota(square, 2);
    return column.equal(graph.iota(square, 1).plus(by.reshape(count, 1, 1)));
  }

  private static Tensor cutout(Tensor x) {
    Shape shape = x.getShape();
    int count = shape.dim(0);
    Tensor rows = inside(x.graph(), count, shape.dim(2)).reshape(count, 1, shape.dim(2), 1);
    Tensor columns = inside(x.graph(), count, shape.dim(3)).reshape(count, 1, 1, shape.dim(3));
    return x.times(rows.times(columns).unaryMinus().plus(1));
  }

  /** {@code [N, size]} with ones on a piece of half the size, at a place of the image's own. */
  private static Tensor inside(Graph graph, int count, int size) {
    int half = Math.max(1, size / 2);
    Tensor start = whole(graph, size + 1, count).minus(half / 2).reshape(count, 1);
    Tensor position = graph.iota(TensorType.of(DType.F32, Shape.of(count, size)), 1);
    return position.greaterOrEqual(start).times(start.plus(half).greater(position));
  }

  /** Whole numbers from 0 to below a bound, one an image. */
  private static Tensor whole(Graph graph, int bound, int count) {
    return graph.uniform(TensorType.f32(count)).times(bound).floor();
  }

  @Override
  public String toString() {
    return name;
  }
}
