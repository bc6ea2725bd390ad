package dev.figment.cuda.driver;

import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A product by cuBLASLt, with the algorithm that was chosen for it. */
final class LtProduct implements Device.Product {
  private final Calls calls;
  private final cublasLtContext context;
  private final Lanes lanes;
  private final LtDescription product;
  private final cublasLtMatmulAlgo_t algorithm;
  private final long workspaceBytes;
  private final FloatPointer one = new FloatPointer(1f);
  private final FloatPointer zero = new FloatPointer(0f);

  /** By a description that must live as long; the algorithm is copied. */
  LtProduct(
      Calls calls,
      cublasLtContext context,
      Lanes lanes,
      LtDescription product,
      cublasLtMatmulAlgo_t algorithm,
      long workspaceBytes) {
    this.calls = calls;
    this.context = context;
    this.lanes = lanes;
    this.product = product;
    this.algorithm = new cublasLtMatmulAlgo_t();
    Pointer.memcpy(this.algorithm, algorithm, algorithm.sizeof());
    this.workspaceBytes = workspaceBytes;
  }

  ProductSpec spec() {
    return product.spec();
  }

  cublasLtMatmulAlgo_t algorithm() {
    return algorithm;
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void launch(long left, long right, long row, long target, long workspace) {
    if (product.spec().getEpilogue().hasRow()) {
      product.giveRow(row);
    }
    Address first = new Address(product.isSwapped() ? right : left);
    Address second = new Address(product.isSwapped() ? left : right);
    Address result = new Address(target);
    calls.blas(
        cublas.cublasLtMatmul(
            context,
            product.operation(),
            one,
            first,
            product.first(),
            second,
            product.second(),
            zero,
            result,
            product.result(),
            result,
            product.result(),
            algorithm,
            new Address(workspace),
            workspaceBytes,
            lanes.now()),
        "product " + product.spec());
  }
}
