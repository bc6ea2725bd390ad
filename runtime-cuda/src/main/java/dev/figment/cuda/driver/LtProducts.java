package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Products of matrices by cuBLASLt. The library counts by columns; a target that lies by rows is
 * computed as its transpose, the product of the transposed factors in the other order.
 */
final class LtProducts {
  /** NVIDIA's advice for Hopper; smaller GPUs need less. */
  private static final long WORKSPACE = 32L << 20;

  private final Calls calls;
  private final Opened opened;
  private final CUstream_st stream;
  private final cublasLtContext context = new cublasLtContext();
  private final Map<ProductSpec, LtProduct> products = new HashMap<>();

  /** What it opens, {@code opened} frees. */
  LtProducts(Calls calls, Opened opened, CUstream_st stream) {
    this.calls = calls;
    this.opened = opened;
    this.stream = stream;
    calls.blas(cublas.cublasLtCreate(context), "starting cuBLASLt");
    opened.add(() -> calls.blas(cublas.cublasLtDestroy(context), "closing cuBLASLt"));
  }

  /** Null if the library has no algorithm for its epilogue. */
  @Nullable LtProduct get(ProductSpec spec) {
    return products.computeIfAbsent(spec, this::choose);
  }

  private @Nullable LtProduct choose(ProductSpec spec) {
    Opened parts = new Opened();
    try {
      LtProduct product = choose(parts, spec);
      if (product == null) {
        parts.close();
      } else {
        opened.add(parts::close);
      }
      return product;
    } catch (RuntimeException | Error failed) {
      parts.closeAfter(failed);
      throw failed;
    }
  }

  private @Nullable LtProduct choose(Opened parts, ProductSpec spec) {
    int[] left = spec.getLeft();
    int[] right = spec.getRight();
    int[] target = spec.getTarget();
    Matrix result = Matrix.of(spec.getM(), spec.getN(), target[1], target[2], target[0]);
    boolean swapped = result.transposed();
    Matrix first =
        swapped
            ? Matrix.of(spec.getN(), spec.getK(), right[2], right[1], right[0])
            : Matrix.of(spec.getM(), spec.getK(), left[1], left[2], left[0]);
    Matrix second =
        swapped
            ? Matrix.of(spec.getK(), spec.getM(), left[2], left[1], left[0])
            : Matrix.of(spec.getK(), spec.getN(), right[1], right[2], right[0]);
    cublasLtMatmulDescOpaque_t operation =
        operation(parts, spec, first.transposed(), second.transposed());
    cublasLtMatrixLayoutOpaque_t[] layouts = {
      layout(parts, first, spec.getBatch()),
      layout(parts, second, spec.getBatch()),
      layout(parts, result, spec.getBatch())
    };
    int[] alignments = spec.getAlignments();
    int ofFirst = alignments[swapped ? 1 : 0];
    int ofSecond = alignments[swapped ? 0 : 1];
    cublasLtMatmulHeuristicResult_t choice =
        algorithm(spec, operation, layouts, ofFirst, ofSecond, alignments[2]);
    return choice == null
        ? null
        : new LtProduct(calls, context, stream, spec, swapped, operation, layouts, choice);
  }

  private cublasLtMatmulDescOpaque_t operation(
      Opened parts, ProductSpec spec, boolean firstTransposed, boolean secondTransposed) {
    int compute =
        switch (spec.getPrecision()) {
          case FP32 -> cublas.CUBLAS_COMPUTE_32F;
          case TF32 -> cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
          case BF16 -> cublas.CUBLAS_COMPUTE_32F_FAST_16BF;
        };
    try (PointerPointer<Pointer> made = new PointerPointer<>(1)) {
      calls.blas(
          cublas.cublasLtMatmulDescCreate(made, compute, cudart.CUDA_R_32F),
          "describing a product");
      cublasLtMatmulDescOpaque_t operation = new cublasLtMatmulDescOpaque_t(made.get());
      parts.add(() -> calls.blas(cublas.cublasLtMatmulDescDestroy(operation), "freeing a product"));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_TRANSA, transposed(firstTransposed));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_TRANSB, transposed(secondTransposed));
      describe(operation, cublas.CUBLASLT_MATMUL_DESC_EPILOGUE, spec.getEpilogue().number());
      return operation;
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

  private cublasLtMatrixLayoutOpaque_t layout(Opened parts, Matrix matrix, int batch) {
    try (PointerPointer<Pointer> made = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1).put(batch);
        LongPointer step = new LongPointer(1).put(matrix.batchStep())) {
      calls.blas(
          cublas.cublasLtMatrixLayoutCreate(
              made, cudart.CUDA_R_32F, matrix.rows(), matrix.columns(), matrix.leading()),
          "describing a matrix");
      cublasLtMatrixLayoutOpaque_t layout = new cublasLtMatrixLayoutOpaque_t(made.get());
      parts.add(() -> calls.blas(cublas.cublasLtMatrixLayoutDestroy(layout), "freeing a matrix"));
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

  /** The library's first choice, which is the same each time; null if an epilogue has none. */
  private @Nullable cublasLtMatmulHeuristicResult_t algorithm(
      ProductSpec spec,
      cublasLtMatmulDescOpaque_t operation,
      cublasLtMatrixLayoutOpaque_t[] layouts,
      int... alignments) {
    int[] attributes = {
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES,
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES,
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES
    };
    try (Opened passing = new Opened();
        PointerPointer<Pointer> made = new PointerPointer<>(1);
        LongPointer room = new LongPointer(1).put(WORKSPACE);
        IntPointer cell = new IntPointer(1)) {
      calls.blas(cublas.cublasLtMatmulPreferenceCreate(made), "asking for an algorithm");
      cublasLtMatmulPreferenceOpaque_t wish = new cublasLtMatmulPreferenceOpaque_t(made.get());
      passing.add(
          () -> calls.blas(cublas.cublasLtMatmulPreferenceDestroy(wish), "freeing a preference"));
      prefer(wish, cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, room, Long.BYTES);
      for (int i = 0; i < attributes.length; i++) {
        prefer(wish, attributes[i], cell.put(alignments[i]), Integer.BYTES);
      }
      prefer(wish, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, cell, Integer.BYTES);
      return heuristic(spec, operation, layouts, wish);
    }
  }

  private void prefer(
      cublasLtMatmulPreferenceOpaque_t wish, int attribute, Pointer value, long bytes) {
    calls.blas(
        cublas.cublasLtMatmulPreferenceSetAttribute(wish, attribute, value, bytes),
        "asking for an algorithm");
  }

  private @Nullable cublasLtMatmulHeuristicResult_t heuristic(
      ProductSpec spec,
      cublasLtMatmulDescOpaque_t operation,
      cublasLtMatrixLayoutOpaque_t[] layouts,
      cublasLtMatmulPreferenceOpaque_t wish) {
    cublasLtMatmulHeuristicResult_t choice = new cublasLtMatmulHeuristicResult_t();
    int[] found = new int[1];
    int status =
        cublas.cublasLtMatmulAlgoGetHeuristic(
            context,
            operation,
            layouts[0],
            layouts[1],
            layouts[2],
            layouts[2],
            wish,
            1,
            choice,
            found);
    boolean none = status == cublas.CUBLAS_STATUS_NOT_SUPPORTED || found[0] == 0;
    if (none && spec.getEpilogue() != Epilogue.NONE) {
      return null;
    }
    calls.blas(status, "choosing an algorithm for product " + spec);
    if (none) {
      throw new FigmentException("cuBLASLt has no algorithm for product " + spec);
    }
    return choice;
  }
}
