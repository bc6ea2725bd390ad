package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.compile.Orders;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Convolution;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Layout;
import dev.figment.cpu.dnnl.Plan;
import dev.figment.cpu.dnnl.Role;
import dev.figment.op.ConvGeometry;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes kernels of convolutions, split along the batch. Images have their channels last; weights
 * are packed into the layout that oneDNN picks, by a kernel of its own.
 */
public final class ConvKernels {
  private final Dnnl dnnl;
  private final int workers;
  private final Consumer<Kernel> kernels;
  private final FewChannels few;

  /**
   * Prepares.
   *
   * @param kernels takes the kernels in the order in which they must run
   */
  public ConvKernels(Dnnl dnnl, int workers, Consumer<Kernel> kernels) {
    this.dnnl = dnnl;
    this.workers = workers;
    this.kernels = kernels;
    this.few = new FewChannels(dnnl, workers, kernels);
  }

  /** Which of the three convolutions. */
  private enum Kind {
    FORWARD,
    SOURCE_GRADIENT,
    WEIGHTS_GRADIENT
  }

  public void forward(ConvGeometry geometry, View source, View weights, View target) {
    if (!few.forward(geometry, source, weights, target)) {
      each(Kind.FORWARD, geometry, source, weights, target);
    }
  }

  public void sourceGradient(ConvGeometry geometry, View source, View weights, View target) {
    if (!few.sourceGradient(geometry, source, weights, target)) {
      each(Kind.SOURCE_GRADIENT, geometry, source, weights, target);
    }
  }

  private void each(Kind kind, ConvGeometry geometry, View source, View weights, View target) {
    boolean forward = kind == Kind.FORWARD;
    int batch = target.dim(0);
    int shares = Math.min(workers, batch);
    Layout wanted = Layout.any(grouped(weights.getDims(), geometry.getGroups()));
    CallKernel kernel = new CallKernel(forward ? "conv" : "convInputGrad");
    Storage packed = null;
    for (int i = 0; i < shares; i++) {
      int from = MatMulKernels.bound(batch, i, shares, 1);
      int size = MatMulKernels.bound(batch, i + 1, shares, 1) - from;
      View x = source.slice(0, from, size, 1);
      View y = target.slice(0, from, size, 1);
      Plan plan = plan(kind, geometry, x, wanted, y);
      if (packed == null) {
        wanted = plan.layout(Role.WEIGHTS);
        packed = Storage.planned("packed weights", wanted.getBytes());
        pack(weights, geometry.getGroups(), wanted, packed);
        kernel.reads(packed);
      }
      kernel
          .share()
          .call(
              plan,
              Map.of(
                  forward ? Role.SOURCE : Role.SOURCE_GRADIENT,
                  MatMulKernels.operand(x),
                  Role.WEIGHTS,
                  new CallKernel.Operand(packed, 0),
                  forward ? Role.TARGET : Role.TARGET_GRADIENT,
                  MatMulKernels.operand(y)));
    }
    kernel.reads((forward ? source : target).getStorage());
    kernel.writes((forward ? target : source).getStorage());
    kernels.accept(kernel);
  }

  private void pack(View weights, int groups, Layout wanted, Storage packed) {
    Layout rows = Layout.strided(grouped(weights.getDims(), groups), groupedRows(weights, groups));
    CallKernel kernel = new CallKernel("pack");
    kernel
        .share()
        .call(
            dnnl.reorder(rows, wanted),
            Map.of(
                Role.SOURCE,
                MatMulKernels.operand(weights),
                Role.TARGET,
                new CallKernel.Operand(packed, 0)));
    kernels.accept(kernel.reads(weights.getStorage()).writes(packed));
  }

  /** Each share makes the gradient of its part of the batch; then the parts are added in order. */
  public void weightsGradient(ConvGeometry geometry, View source, View weights, View target) {
    int batch = target.dim(0);
    int groups = geometry.getGroups();
    int shares = Math.min(workers, batch);
    Shape shape = Shape.of(weights.getDims());
    int[] dims = grouped(weights.getDims(), groups);
    Layout rows = Layout.strided(dims, groupedRows(weights, groups));
    CallKernel kernel = new CallKernel("convWeightGrad");
    List<View> parts = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = MatMulKernels.bound(batch, i, shares, 1);
      int size = MatMulKernels.bound(batch, i + 1, shares, 1) - from;
      View x = source.slice(0, from, size, 1);
      View y = target.slice(0, from, size, 1);
      Plan plan = plan(Kind.WEIGHTS_GRADIENT, geometry, x, Layout.any(dims), y);
      Layout packed = plan.layout(Role.WEIGHTS_GRADIENT);
      CallKernel.Operand middle = new CallKernel.Operand(kernel.scratch(packed.getBytes()), 0);
      Storage part =
          shares == 1
              ? weights.getStorage()
              : Storage.planned("part of a weight gradient", 4L * shape.getSize());
      parts.add(View.rows(part, DType.F32, shape));
      kernel
          .share()
          .call(
              plan,
              Map.of(
                  Role.SOURCE, MatMulKernels.operand(x),
                  Role.WEIGHTS_GRADIENT, middle,
                  Role.TARGET_GRADIENT, MatMulKernels.operand(y)))
          .call(
              dnnl.reorder(packed, rows),
              Map.of(Role.SOURCE, middle, Role.TARGET, new CallKernel.Operand(part, 0)))
          .writes(part);
    }
    kernels.accept(kernel.reads(source.getStorage()).reads(target.getStorage()));
    if (shares > 1) {
      LoopBuilder sum = new LoopBuilder("add", shape, Orders.rows(shape.getRank()), workers);
      Slot total = sum.load(parts.get(0));
      for (View part : parts.subList(1, parts.size())) {
        total = sum.apply(Pointwise.ADD, List.of(total, sum.load(part)));
      }
      sum.store(total, weights);
      kernels.accept(sum.build());
    }
  }

  private Plan plan(Kind kind, ConvGeometry geometry, View source, Layout weights, View target) {
    Convolution window =
        new Convolution(
            geometry.getStrides(),
            geometry.getDilations(),
            geometry.getPadLow(),
            geometry.getPadHigh());
    Layout from = Layout.strided(source.getDims(), source.getStrides());
    Layout to = Layout.strided(target.getDims(), target.getStrides());
    switch (kind) {
      case FORWARD:
        return dnnl.convolution(window, from, weights, to);
      case SOURCE_GRADIENT:
        return dnnl.sourceGradient(window, from, weights, to);
      default:
        return dnnl.weightsGradient(window, from, weights, to);
    }
  }

  /** Weights {@code [O, C, ...]} as {@code [G, O / G, C, ...]}, if there are groups. */
  private static int[] grouped(int[] dims, int groups) {
    if (groups == 1) {
      return dims;
    }
    int[] result = new int[dims.length + 1];
    System.arraycopy(dims, 0, result, 1, dims.length);
    result[0] = groups;
    result[1] = dims[0] / groups;
    return result;
  }

  private static int[] groupedRows(View weights, int groups) {
    return Shape.of(grouped(weights.getDims(), groups)).strides();
  }
}
