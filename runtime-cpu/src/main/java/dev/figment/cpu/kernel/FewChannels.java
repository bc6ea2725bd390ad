package dev.figment.cpu.kernel;

import dev.figment.compile.Orders;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Convolutions from many channels to few, as those that make images are, and gradients of those
 * that read them: as a product and a {@link FoldKernel}. oneDNN computes a vector of channels at a
 * time, of which 1 or 3 fill little.
 */
final class FewChannels {
  /** So many are few: a quarter of the longest vector. */
  private static final int FEW = 4;

  /** With fewer channels to add up a product would mostly write. */
  private static final int MANY = 16;

  private final Dnnl dnnl;
  private final int workers;
  private final Consumer<Kernel> kernels;

  FewChannels(Dnnl dnnl, int workers, Consumer<Kernel> kernels) {
    this.dnnl = dnnl;
    this.workers = workers;
    this.kernels = kernels;
  }

  /**
   * Makes the kernels of a convolution, if it is such a one.
   *
   * @return whether it is
   */
  boolean forward(ConvGeometry geometry, View source, View weights, View target) {
    int[] pads = geometry.getPadLow();
    boolean fits = fits(geometry, source, weights, target);
    for (int i = 0; i < pads.length; i++) {
      pads[i] = weights.dim(2 + i) - 1 - pads[i];
      fits &= pads[i] >= 0 && geometry.getStrides()[i] == 1;
    }
    if (fits) {
      add("conv", true, geometry, pads, source, weights, target);
    }
    return fits;
  }

  /**
   * Makes the kernels of an input gradient, if it is such a one.
   *
   * @return whether it is
   */
  boolean sourceGradient(ConvGeometry geometry, View source, View weights, View target) {
    boolean fits = fits(geometry, target, weights, source);
    if (fits) {
      add("convInputGrad", false, geometry, geometry.getPadLow(), target, weights, source);
    }
    return fits;
  }

  private static boolean fits(ConvGeometry geometry, View many, View weights, View few) {
    int[] order = Orders.channelsLast(many.getRank());
    return geometry.getGroups() == 1
        && Arrays.stream(geometry.getDilations()).allMatch(dilation -> dilation == 1)
        && few.dim(1) <= FEW
        && many.dim(1) >= MANY
        && many.isDense(order)
        && few.isDense(order)
        && weights.isRows();
  }

  private void add(
      String name,
      boolean forward,
      ConvGeometry geometry,
      int[] pads,
      View many,
      View weights,
      View few) {
    Storage matrix = Storage.planned("windows of weights", 4L * weights.getSize());
    kernels.accept(new WindowsKernel(weights, matrix, forward));
    kernels.accept(
        new FoldKernel(
            name,
            dnnl,
            workers,
            many,
            matrix,
            few,
            () ->
                new Fold(
                    plane(many.getDims(), 2, 1),
                    plane(weights.getDims(), 2, 1),
                    plane(geometry.getStrides(), 0, 1),
                    plane(pads, 0, 0),
                    plane(few.getDims(), 2, 1),
                    few.dim(1))));
  }

  /** Height and width, of which the first is missing where there is one dimension. */
  private static int[] plane(int[] values, int from, int missing) {
    int[] own = Arrays.copyOfRange(values, from, values.length);
    return own.length == 1 ? new int[] {missing, own[0]} : own;
  }
}
