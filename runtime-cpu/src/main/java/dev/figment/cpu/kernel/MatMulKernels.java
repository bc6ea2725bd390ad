package dev.figment.cpu.kernel;

import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Layout;
import dev.figment.cpu.dnnl.Plan;
import dev.figment.cpu.dnnl.Role;
import java.util.Arrays;
import java.util.Map;

/** Makes kernels of matrix products, split along the batch, the rows or the columns. */
public final class MatMulKernels {
  /** Products of fewer multiplications than this are not worth a second thread. */
  private static final long LEAST_WORK = 100_000;

  private final Dnnl dnnl;
  private final int workers;

  public MatMulKernels(Dnnl dnnl, int workers) {
    this.dnnl = dnnl;
    this.workers = workers;
  }

  /** The kernel of {@code target = left * right}, all three being batches of matrices. */
  public Kernel product(View left, View right, View target) {
    int batch = target.dim(0);
    int rows = target.dim(1);
    int columns = target.dim(2);
    long work = (long) batch * rows * columns * left.dim(2);
    int shares = work < LEAST_WORK ? 1 : workers;
    int axis = batch >= shares ? 0 : rows >= columns || rows >= 16 * shares ? 1 : 2;
    shares = Math.min(shares, target.dim(axis));
    CallKernel kernel = new CallKernel("matMul");
    for (int i = 0; i < shares; i++) {
      int from = bound(target.dim(axis), i, shares, axis == 0 ? 1 : 8);
      int size = bound(target.dim(axis), i + 1, shares, axis == 0 ? 1 : 8) - from;
      if (size == 0) {
        continue;
      }
      View a = axis == 2 ? left : left.slice(axis, from, size, 1);
      View b = axis == 1 ? right : right.slice(axis, from, size, 1);
      View c = target.slice(axis, from, size, 1);
      Plan plan = dnnl.matMul(layout(a), layout(b), layout(c));
      kernel
          .share()
          .call(
              plan,
              Map.of(Role.SOURCE, operand(a), Role.WEIGHTS, operand(b), Role.TARGET, operand(c)));
    }
    return kernel.reads(left.getStorage()).reads(right.getStorage()).writes(target.getStorage());
  }

  /** Where a share begins: shares are equal but for the grain. */
  static int bound(int size, int share, int shares, int grain) {
    int grains = (size + grain - 1) / grain;
    return Math.min(size, (int) ((long) grains * share / shares) * grain);
  }

  static CallKernel.Operand operand(View view) {
    return new CallKernel.Operand(view.getStorage(), view.getOffset());
  }

  private static Layout layout(View view) {
    boolean single = view.dim(0) == 1;
    int[] dims = view.getDims();
    int[] strides = view.getStrides();
    return single
        ? Layout.strided(Arrays.copyOfRange(dims, 1, 3), Arrays.copyOfRange(strides, 1, 3))
        : Layout.strided(dims, strides);
  }
}
