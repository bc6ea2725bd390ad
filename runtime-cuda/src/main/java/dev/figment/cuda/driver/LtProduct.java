package dev.figment.cuda.driver;

import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;

/** A product by cuBLASLt, with the algorithm that was chosen for it. */
final class LtProduct implements Device.Product {
  private final Calls calls;
  private final cublasLtContext context;
  private final CUstream_st stream;
  private final ProductSpec spec;
  private final boolean swapped;
  private final cublasLtMatmulDescOpaque_t operation;
  private final cublasLtMatrixLayoutOpaque_t[] layouts;
  private final cublasLtMatmulHeuristicResult_t choice;
  private final FloatPointer one = new FloatPointer(1f);
  private final FloatPointer zero = new FloatPointer(0f);

  /**
   * By a description that must live as long.
   *
   * @param swapped whether the library computes the transpose, and takes the right matrix first
   * @param layouts of the library's first and second factor and of its result
   */
  LtProduct(
      Calls calls,
      cublasLtContext context,
      CUstream_st stream,
      ProductSpec spec,
      boolean swapped,
      cublasLtMatmulDescOpaque_t operation,
      cublasLtMatrixLayoutOpaque_t[] layouts,
      cublasLtMatmulHeuristicResult_t choice) {
    this.calls = calls;
    this.context = context;
    this.stream = stream;
    this.spec = spec;
    this.swapped = swapped;
    this.operation = operation;
    this.layouts = layouts;
    this.choice = choice;
  }

  @Override
  public long workspaceBytes() {
    return choice.workspaceSize();
  }

  @Override
  public void launch(long left, long right, long row, long target, long workspace) {
    if (spec.getEpilogue().hasRow()) {
      try (LongPointer cell = new LongPointer(1).put(row)) {
        calls.blas(
            cublas.cublasLtMatmulDescSetAttribute(
                operation, cublas.CUBLASLT_MATMUL_DESC_BIAS_POINTER, cell, Long.BYTES),
            "giving a product its row");
      }
    }
    Address first = new Address(swapped ? right : left);
    Address second = new Address(swapped ? left : right);
    Address result = new Address(target);
    calls.blas(
        cublas.cublasLtMatmul(
            context,
            operation,
            one,
            first,
            layouts[0],
            second,
            layouts[1],
            zero,
            result,
            layouts[2],
            result,
            layouts[2],
            choice.algo(),
            new Address(workspace),
            choice.workspaceSize(),
            stream),
        "product " + spec);
  }
}
