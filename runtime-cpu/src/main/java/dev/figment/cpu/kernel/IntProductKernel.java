package dev.figment.cpu.kernel;

import dev.figment.compile.View;
import java.nio.IntBuffer;

/** A product of integer matrices, element by element: rare and small. */
public final class IntProductKernel extends Kernel {
  private final View left;
  private final View right;
  private final View target;
  private IntBuffer a = IntBuffer.allocate(0);
  private IntBuffer b = IntBuffer.allocate(0);
  private IntBuffer c = IntBuffer.allocate(0);

  /** All three are batches of matrices. */
  public IntProductKernel(View left, View right, View target) {
    this.left = left;
    this.right = right;
    this.target = target;
    reading(left.getStorage());
    reading(right.getStorage());
    writing(target.getStorage());
  }

  @Override
  public String getName() {
    return "matMul of integers";
  }

  @Override
  public int getShares() {
    return 1;
  }

  @Override
  public void bind() {
    a = Places.ints(left.getStorage());
    b = Places.ints(right.getStorage());
    c = Places.ints(target.getStorage());
  }

  private static int at(View view, int i, int j, int k) {
    return view.getOffset() + i * view.stride(0) + j * view.stride(1) + k * view.stride(2);
  }

  @Override
  public void run(int share, Worker worker) {
    for (int i = 0; i < target.dim(0); i++) {
      for (int row = 0; row < target.dim(1); row++) {
        for (int column = 0; column < target.dim(2); column++) {
          double sum = 0;
          for (int k = 0; k < left.dim(2); k++) {
            sum += (double) a.get(at(left, i, row, k)) * b.get(at(right, i, k, column));
          }
          c.put(at(target, i, row, column), (int) sum);
        }
      }
    }
  }
}
