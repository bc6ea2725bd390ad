package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.Device;
import org.jspecify.annotations.Nullable;

/** A product of matrices by the GPU's library. */
final class ProductLaunch extends Launch {
  private final Device.Product product;
  private final Operand left;
  private final Operand right;
  private final @Nullable Operand row;
  private final Operand target;
  private final Storage workspace;

  /**
   * {@code target = left * right}, all three being batches of matrices.
   *
   * @param row what the product's epilogue adds to each row, if it does
   */
  ProductLaunch(Device.Product product, View left, View right, @Nullable View row, View target) {
    this.product = product;
    this.left = Operand.of(left);
    this.right = Operand.of(right);
    this.row = row == null ? null : Operand.of(row);
    this.target = Operand.of(target);
    this.workspace = scratch(product.workspaceBytes());
    reading(left.getStorage());
    reading(right.getStorage());
    if (row != null) {
      reading(row.getStorage());
    }
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
    product.launch(
        left.address(),
        right.address(),
        row == null ? 0 : row.address(),
        target.address(),
        address(workspace, 0));
  }
}
