package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean over some dimensions of the squares by which numbers differ from their mean there; the
 * dimensions stay with size 1.
 *
 * <p>It is an op for its gradient, {@code 2 (x - mean) / count}: differentiated as a composition,
 * it would have one more term, through the mean, that is zero and takes a sum over all of {@code x}
 * to find so. Backends compute the {@linkplain #expand composition}; only the reference does not.
 */
public final class Variance extends Op {
  /** Through how many functions the first numbers are looked for: a bias, or a few. */
  private static final int FAR = 2;

  private final int[] axes;

  /** Over these dimensions, counted from the first, in ascending order. */
  public Variance(int... axes) {
    this.axes = axes.clone();
  }

  @Override
  public String getName() {
    return "variance";
  }

  @Override
  public String getAttributes() {
    return "axes=" + Arrays.toString(axes);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    expectReals(inputs);
    Shape shape = inputs.get(0).getShape();
    Shape kept = Reduce.kept(getName(), shape, axes);
    for (int axis : axes) {
      if (shape.dim(axis) == Shape.N) {
        throw new FigmentException(
            "the variance over a free batch is not known when the program is built",
            "name a batch size");
      }
    }
    return inputs.get(0).withShape(kept);
  }

  /**
   * The same as a composition of other ops, which reads {@code x} once: sums of differences from
   * the first number, and of their squares (Chan, Golub and LeVeque 1983, "shifted data"). What
   * this loses grows with the square of how many standard deviations the first is from the mean.
   */
  public Tensor expand(Tensor x) {
    Tensor differences = differences(x);
    Tensor square = mean(differences).square();
    return mean(differences.square()).minus(square).max(0);
  }

  /**
   * The sum over the same dimensions, of which the {@linkplain #expand composition} has a part. Of
   * infinite numbers it is no number, as their variance is none.
   */
  public Tensor sum(Tensor x) {
    Tensor sum = differences(x).apply(new Reduce(Reduce.Kind.SUM, axes));
    return sum.plus(first(x, FAR, false).times(count(x.getShape(), sum.getShape())));
  }

  /** The dimensions, counted from the first. */
  public int[] getAxes() {
    return axes.clone();
  }

  private Tensor differences(Tensor x) {
    return x.minus(first(x, FAR, true));
  }

  /**
   * The first numbers, computed of the first numbers before a function, so that they need not wait
   * for all others.
   *
   * @param repeated whether they are repeated to the shape of {@code x}: sums and products of
   *     repeated numbers then, so that nobody waits for them, but other functions computed once
   */
  private Tensor first(Tensor x, int far, boolean repeated) {
    if (repeated && x.op() instanceof Pointwise && !((Pointwise) x.op()).isArithmetic()) {
      return first(x, far, false).broadcast(x.getShape());
    }
    if (far > 0 && x.op() instanceof Pointwise) {
      List<Tensor> inputs = new ArrayList<>();
      x.inputs().forEach(input -> inputs.add(first(input, far - 1, repeated)));
      return x.graph().apply(x.op(), inputs);
    }
    Tensor first = x;
    for (int axis : axes) {
      first = first.slice(axis, 0, 1);
    }
    return repeated ? first.broadcast(x.getShape()) : first;
  }

  private Tensor deviations(Tensor x) {
    return x.minus(mean(x));
  }

  private Tensor mean(Tensor x) {
    Tensor sum = x.apply(new Reduce(Reduce.Kind.SUM, axes));
    return sum.times(1 / count(x.getShape(), sum.getShape()));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor x = output.inputs().get(0);
    double count = count(x.getShape(), output.getShape());
    return Collections.singletonList(deviations(x).times(g.times(2 / count)));
  }

  private static double count(Shape from, Shape to) {
    double count = 1;
    for (int i = 0; i < from.getRank(); i++) {
      count *= from.dim(i) == Shape.N ? 1 : (double) from.dim(i) / to.dim(i);
    }
    return count;
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] x = inputs.get(0).doubles();
    double count = count(inputs.get(0).getShape(), type.getShape());
    double[] means = new double[type.getShape().getSize()];
    double[] y = new double[means.length];
    Indexer to = Indexer.broadcast(type.getShape(), inputs.get(0).getShape());
    for (int i = 0; i < x.length; i++) {
      means[to.at(i)] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      double deviation = x[i] - means[to.at(i)];
      y[to.at(i)] += deviation * deviation / count;
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    String x = inputs.get(0);
    String deviations = nodes.node("Sub", Arrays.asList(x, mean(nodes, x)));
    return mean(nodes, nodes.node("Mul", Arrays.asList(deviations, deviations)));
  }

  private String mean(OnnxNodes nodes, String of) {
    long[] which = Arrays.stream(axes).asLongStream().toArray();
    return axes.length == 0
        ? nodes.node("Identity", Collections.singletonList(of))
        : nodes.node("ReduceMean", Collections.singletonList(of), "axes", which, "keepdims", 1L);
  }
}
