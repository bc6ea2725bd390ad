package dev.figment.cpu.kernel;

import java.nio.FloatBuffer;

/** Cumulative sums along a dimension, from either end, of row-major floats. */
public final class ScanKernel extends Kernel {
  private final View from;
  private final View to;
  private final int length;
  private final int stride;
  private final boolean reverse;
  private final int lines;
  private final int shares;
  private FloatBuffer source = FloatBuffer.allocate(0);
  private FloatBuffer target = FloatBuffer.allocate(0);

  public ScanKernel(View from, View to, int axis, boolean reverse, int workers) {
    this.from = from;
    this.to = to;
    this.length = from.dim(axis);
    this.stride = from.stride(axis);
    this.reverse = reverse;
    this.lines = from.getSize() / length;
    this.shares = Math.min(workers, lines);
    reading(from.getStorage());
    writing(to.getStorage());
  }

  @Override
  public String getName() {
    return "cumSum";
  }

  @Override
  public int getShares() {
    return shares;
  }

  @Override
  public void bind() {
    source = from.getStorage().floats();
    target = to.getStorage().floats();
  }

  @Override
  public void run(int share, Worker worker) {
    int end = MatMulKernels.bound(lines, share + 1, shares, 1);
    for (int line = MatMulKernels.bound(lines, share, shares, 1); line < end; line++) {
      int first = line / stride * stride * length + line % stride;
      double sum = 0;
      for (int i = 0; i < length; i++) {
        int at = first + (reverse ? length - 1 - i : i) * stride;
        sum += source.get(at);
        target.put(at, (float) sum);
      }
    }
  }
}
