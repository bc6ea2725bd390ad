package dev.figment.cuda.driver;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.global.cublas;
import org.jspecify.annotations.Nullable;

/** Products of matrices by cuBLASLt. */
final class LtProducts {
  private final Calls calls;
  private final Opened opened;
  private final LtAlgorithms algorithms;
  private final cublasLtContext context = new cublasLtContext();
  private final Map<ProductSpec, LtProduct> products = new HashMap<>();

  /** What it opens, {@code opened} frees; null for no search. */
  LtProducts(Calls calls, Opened opened, Lanes lanes, Trials trials, @Nullable Search search) {
    this.calls = calls;
    this.opened = opened;
    calls.blas(cublas.cublasLtCreate(context), "starting cuBLASLt");
    opened.add(() -> calls.blas(cublas.cublasLtDestroy(context), "closing cuBLASLt"));
    this.algorithms = new LtAlgorithms(calls, context, lanes, trials, search);
  }

  /** Null if the library has no algorithm for its epilogue. */
  @Nullable LtProduct get(ProductSpec spec) {
    return products.computeIfAbsent(spec, this::choose);
  }

  private @Nullable LtProduct choose(ProductSpec spec) {
    Opened parts = new Opened();
    try {
      LtProduct product = algorithms.choose(new LtDescription(calls, parts, spec));
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
}
