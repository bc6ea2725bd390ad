package dev.figment.cpu.kernel;

import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Layout;
import dev.figment.cpu.dnnl.Plan;
import dev.figment.cpu.dnnl.Role;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * A view as a batch of matrices {@code [B, M, K]} that oneDNN can read where it lies, or null if
   * it must be copied before.
   */
  public static @Nullable View matrices(View view) {
    int rank = view.getRank();
    int[] dims = view.getDims();
    int[] strides = view.getStrides();
    int[] outer = Arrays.copyOf(dims, rank - 2);
    Walk batch = Walk.over(outer, Arrays.copyOf(strides, rank - 2), 0);
    int size = Arrays.stream(outer).reduce(1, (a, b) -> a * b);
    int rows = dims[rank - 2];
    int columns = dims[rank - 1];
    int down = rows == 1 ? columns : strides[rank - 2];
    int along = columns == 1 ? 1 : strides[rank - 1];
    if (columns == 1 && rows > 1 && down != 1) {
      along = 1;
    } else if (columns == 1) {
      along = rows;
    }
    if (rows == 1 && along != 1) {
      down = 1;
    }
    boolean byRows = along == 1 && down >= columns;
    boolean byColumns = down == 1 && along >= rows;
    if (batch.getRank() > 1 || (size > 1 && batch.step() == 0) || !(byRows || byColumns)) {
      return null;
    }
    int step = size == 1 ? Math.max(rows * down, columns * along) : batch.step();
    return new View(
        view.getStorage(),
        view.getDtype(),
        new int[] {size, rows, columns},
        new int[] {step, down, along},
        view.getOffset());
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
