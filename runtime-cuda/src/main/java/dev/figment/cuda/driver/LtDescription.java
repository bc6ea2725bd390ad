package dev.figment.cuda.driver;

import dev.figment.Precision;
import dev.figment.compile.Format;
import java.util.List;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A product in cuBLASLt's terms. The library counts by columns; a target that lies by rows is
 * computed as its transpose, the product of the transposed factors in the other order.
 */
final class LtDescription {
  /** Some place that is aligned as the row will be. */
  private static final long ANYWHERE = 1 << 10;

  private final Calls calls;
  private final Opened opened;
  private final ProductSpec spec;
  private final boolean swapped;
  private final cublasLtMatmulDescOpaque_t operation;
  private final List<cublasLtMatrixLayoutOpaque_t> layouts;

  /** What it makes, {@code opened} frees. */
  LtDescription(Calls calls, Opened opened, ProductSpec spec) {
    this.calls = calls;
    this.opened = opened;
    this.spec = spec;
    int[] left = spec.getLeft();
    int[] right = spec.getRight();
    int[] target = spec.getTarget();
    Matrix result = Matrix.of(spec.getM(), spec.getN(), target[1], target[2], target[0]);
    this.swapped = result.transposed();
    if (spec.getEpilogue().hasRow() && !swapped) {
      throw new IllegalArgumentException("the library would add a column: " + spec);
    }
    Matrix first =
        swapped
            ? Matrix.of(spec.getN(), spec.getK(), right[2], right[1], right[0])
            : Matrix.of(spec.getM(), spec.getK(), left[1], left[2], left[0]);
    Matrix second =
        swapped
            ? Matrix.of(spec.getK(), spec.getM(), left[2], left[1], left[0])
            : Matrix.of(spec.getK(), spec.getN(), right[1], right[2], right[0]);
    this.operation = operation(first.transposed(), second.transposed());
    this.layouts =
        List.of(
            layout(first, spec.getFactors()),
            layout(second, spec.getFactors()),
            layout(result, spec.getResult()));
    if (spec.getEpilogue().hasRow()) {
      giveRow(ANYWHERE); // An algorithm is asked for before it is known where the row is.
    }
  }

  private cublasLtMatmulDescOpaque_t operation(boolean firstTransposed, boolean secondTransposed) {
    int compute =
        spec.getPrecision() == Precision.TF32
            ? cublas.CUBLAS_COMPUTE_32F_FAST_TF32
            : cublas.CUBLAS_COMPUTE_32F;
    try (PointerPointer<Pointer> made = new PointerPointer<>(1)) {
      calls.blas(
          cublas.cublasLtMatmulDescCreate(made, compute, cudart.CUDA_R_32F),
          "describing a product");
      cublasLtMatmulDescOpaque_t operation = new cublasLtMatmulDescOpaque_t(made.get());
      opened.add(
          () -> calls.blas(cublas.cublasLtMatmulDescDestroy(operation), "freeing a product"));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_TRANSA, transposed(firstTransposed));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_TRANSB, transposed(secondTransposed));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_EPILOGUE, spec.getEpilogue().number());
      return operation;
    }
  }

  /** Says where the row is that is added. */
  void giveRow(long address) {
    try (LongPointer cell = new LongPointer(1).put(address)) {
      calls.blas(
          cublas.cublasLtMatmulDescSetAttribute(
              operation, cublas.CUBLASLT_MATMUL_DESC_BIAS_POINTER, cell, Long.BYTES),
          "giving a product its row");
    }
  }

  private static int transposed(boolean transposed) {
    return transposed ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N;
  }

  private void describe(cublasLtMatmulDescOpaque_t operation, int attribute, int value) {
    try (IntPointer cell = new IntPointer(1).put(value)) {
      calls.blas(
          cublas.cublasLtMatmulDescSetAttribute(operation, attribute, cell, Integer.BYTES),
          "describing a product");
    }
  }

  private cublasLtMatrixLayoutOpaque_t layout(Matrix matrix, Format format) {
    int batch = spec.getBatch();
    try (PointerPointer<Pointer> made = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1).put(batch);
        LongPointer step = new LongPointer(1).put(matrix.batchStep())) {
      calls.blas(
          cublas.cublasLtMatrixLayoutCreate(
              made, type(format), matrix.rows(), matrix.columns(), matrix.leading()),
          "describing a matrix");
      cublasLtMatrixLayoutOpaque_t layout = new cublasLtMatrixLayoutOpaque_t(made.get());
      opened.add(() -> calls.blas(cublas.cublasLtMatrixLayoutDestroy(layout), "freeing a matrix"));
      if (batch > 1) {
        calls.blas(
            cublas.cublasLtMatrixLayoutSetAttribute(
                layout, cublas.CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, count, Integer.BYTES),
            "describing a batch of matrices");
        calls.blas(
            cublas.cublasLtMatrixLayoutSetAttribute(
                layout, cublas.CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, step, Long.BYTES),
            "describing a batch of matrices");
      }
      return layout;
    }
  }

  private static int type(Format format) {
    return switch (format) {
      case BF16 -> cudart.CUDA_R_16BF;
      case F16 -> cudart.CUDA_R_16F;
      default -> cudart.CUDA_R_32F;
    };
  }

  /** What is computed. */
  ProductSpec spec() {
    return spec;
  }

  /** Whether the library computes the transpose, and takes the right matrix first. */
  boolean isSwapped() {
    return swapped;
  }

  cublasLtMatmulDescOpaque_t operation() {
    return operation;
  }

  /** Of the library's first factor. */
  cublasLtMatrixLayoutOpaque_t first() {
    return layouts.get(0);
  }

  /** Of the library's second factor. */
  cublasLtMatrixLayoutOpaque_t second() {
    return layouts.get(1);
  }

  /** Of the library's result. */
  cublasLtMatrixLayoutOpaque_t result() {
    return layouts.get(2);
  }

  /** To how many bytes the library's first and second factor and its result are aligned. */
  int[] alignments() {
    int[] all = spec.getAlignments();
    return swapped ? new int[] {all[1], all[0], all[2]} : all;
  }
}
