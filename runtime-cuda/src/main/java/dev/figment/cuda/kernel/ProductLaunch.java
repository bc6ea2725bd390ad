package dev.figment.cuda.kernel;

import dev.figment.Precision;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.ProductSpec;

/** A product of matrices by the GPU's library. */
final class ProductLaunch extends Launch {
  private final Device.Product product;
  private final Operand left;
  private final Operand right;
  private final Operand target;
  private final Storage workspace;

  /** {@code target = left * right}, all three being batches of matrices. */
  ProductLaunch(Device device, Precision precision, View left, View right, View target) {
    this.product = device.product(ProductSpec.of(precision, left, right, target));
    this.left = Operand.of(left);
    this.right = Operand.of(right);
    this.target = Operand.of(target);
    this.workspace = scratch(product.workspaceBytes());
    reading(left.getStorage());
    reading(right.getStorage());
    writing(target.getStorage());
  }

  @Override
  public String getName() {
    return "matMul";
  }

  @Override
  public void bind(Device device) {}

  @Override
  public void run(Device device) {
    product.launch(left.address(), right.address(), target.address(), address(workspace, 0));
  }
}
