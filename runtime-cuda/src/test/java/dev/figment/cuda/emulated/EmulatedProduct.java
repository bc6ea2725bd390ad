package dev.figment.cuda.emulated;

import com.sun.jna.Pointer;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.ProductSpec;

/** A product of matrices, element by element. */
final class EmulatedProduct implements Device.Product {
  private final ProductSpec spec;

  EmulatedProduct(ProductSpec spec) {
    this.spec = spec;
  }

  @Override
  public long workspaceBytes() {
    return 16;
  }

  private static long at(int[] steps, int b, int row, int column) {
    return 4L * ((long) b * steps[0] + (long) row * steps[1] + (long) column * steps[2]);
  }

  @Override
  public void launch(long left, long right, long target, long workspace) {
    Pointer x = new Pointer(left);
    Pointer y = new Pointer(right);
    Pointer z = new Pointer(target);
    for (int b = 0; b < spec.getBatch(); b++) {
      for (int i = 0; i < spec.getM(); i++) {
        for (int j = 0; j < spec.getN(); j++) {
          double sum = 0;
          for (int k = 0; k < spec.getK(); k++) {
            sum +=
                (double) x.getFloat(at(spec.getLeft(), b, i, k))
                    * y.getFloat(at(spec.getRight(), b, k, j));
          }
          z.setFloat(at(spec.getTarget(), b, i, j), (float) sum);
        }
      }
    }
  }
}
