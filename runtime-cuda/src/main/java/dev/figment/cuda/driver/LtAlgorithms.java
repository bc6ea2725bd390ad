package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of a product: cuBLASLt's first choice, which is the same each time, or the fastest
 * of its first few. An algorithm is 64 bytes, which the same version of the library takes again.
 */
final class LtAlgorithms {
  /** NVIDIA's advice for Hopper; smaller GPUs need less. */
  private static final long WORKSPACE = 32L << 20;

  /** The 64-bit words of an algorithm. */
  private static final int WORDS = 8;

  private final Calls calls;
  private final cublasLtContext context;
  private final Lanes lanes;
  private final Trials trials;
  private final @Nullable Search search;

  /** Null for no search. */
  LtAlgorithms(
      Calls calls, cublasLtContext context, Lanes lanes, Trials trials, @Nullable Search search) {
    this.calls = calls;
    this.context = context;
    this.lanes = lanes;
    this.trials = trials;
    this.search = search;
  }

  /** The product by the chosen algorithm; null if the library has none for its epilogue. */
  @Nullable LtProduct choose(LtDescription product) {
    if (search == null) {
      return first(product);
    }
    String key = "cuBLASLt " + cublas.cublasLtGetVersion() + " " + product.spec();
    LtProduct known = known(product, search.known(key));
    if (known != null && trials.runs(trial(known), product.spec().bytes())) {
      return known;
    }
    List<LtProduct> candidates = candidates(product, Search.MOST);
    if (candidates.isEmpty()) {
      return none(product);
    }
    OptionalInt number =
        trials.fastest(
            candidates.stream().map(LtAlgorithms::trial).toList(), product.spec().bytes());
    if (number.orElse(0) < 0) {
      return none(product);
    }
    LtProduct fastest = candidates.get(number.orElse(0));
    if (number.isPresent()) {
      search.keep(key, bytes(fastest.algorithm()));
    }
    return fastest;
  }

  /** The library's first choice that runs; null if it has none for an epilogue. */
  private @Nullable LtProduct first(LtDescription product) {
    int asked = 1;
    for (int tried = 0; ; tried++) {
      List<LtProduct> candidates = candidates(product, asked);
      if (tried >= candidates.size()) {
        return none(product);
      }
      LtProduct candidate = candidates.get(tried);
      if (trials.runs(trial(candidate), product.spec().bytes())) {
        return candidate;
      }
      asked = Search.MOST;
    }
  }

  private static Trial trial(LtProduct candidate) {
    ProductSpec spec = candidate.spec();
    return new Trial(
        candidate.workspaceBytes(),
        (at, workspace) -> candidate.launch(at[0], at[1], at[2], at[3], workspace),
        spec.getEpilogue().isRectified() ? spec.getResult() : null);
  }

  /** Nothing, for what can be computed apart. */
  private static @Nullable LtProduct none(LtDescription product) {
    if (product.spec().getEpilogue() == Epilogue.NONE) {
      throw new FigmentException("cuBLASLt has no algorithm for product " + product.spec());
    }
    return null;
  }

  private static byte[] bytes(cublasLtMatmulAlgo_t algorithm) {
    ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
    for (int i = 0; i < WORDS; i++) {
      bytes.putLong(algorithm.data(i));
    }
    return bytes.array();
  }

  /** By an algorithm that was kept; null if these bytes are none that the library takes. */
  private @Nullable LtProduct known(LtDescription product, byte[] bytes) {
    if (bytes.length != WORDS * Long.BYTES) {
      return null;
    }
    cublasLtMatmulAlgo_t algorithm = new cublasLtMatmulAlgo_t();
    for (int i = 0; i < WORDS; i++) {
      algorithm.data(i, ByteBuffer.wrap(bytes).getLong(i * Long.BYTES));
    }
    cublasLtMatmulHeuristicResult_t result = new cublasLtMatmulHeuristicResult_t();
    int status =
        cublas.cublasLtMatmulAlgoCheck(
            context,
            product.operation(),
            product.first(),
            product.second(),
            product.result(),
            product.result(),
            algorithm,
            result);
    return status == cublas.CUBLAS_STATUS_SUCCESS && result.workspaceSize() <= WORKSPACE
        ? new LtProduct(calls, context, lanes, product, algorithm, result.workspaceSize())
        : null;
  }

  /** The library's first choices, at most so many. */
  private List<LtProduct> candidates(LtDescription product, int most) {
    int[] attributes = {
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES,
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES,
      cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES
    };
    int[] alignments = product.alignments();
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
      if (product.spec().getResult().isHalf()) {
        // Otherwise parts of a sum may be added up in 16 bits.
        cell.put(cublas.CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE);
        prefer(wish, cublas.CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, cell, Integer.BYTES);
      }
      return candidates(product, most, wish);
    }
  }

  private void prefer(
      cublasLtMatmulPreferenceOpaque_t wish, int attribute, Pointer value, long bytes) {
    calls.blas(
        cublas.cublasLtMatmulPreferenceSetAttribute(wish, attribute, value, bytes),
        "asking for an algorithm");
  }

  private List<LtProduct> candidates(
      LtDescription product, int most, cublasLtMatmulPreferenceOpaque_t wish) {
    cublasLtMatmulHeuristicResult_t results = new cublasLtMatmulHeuristicResult_t(most);
    int[] found = new int[1];
    int status =
        cublas.cublasLtMatmulAlgoGetHeuristic(
            context,
            product.operation(),
            product.first(),
            product.second(),
            product.result(),
            product.result(),
            wish,
            most,
            results,
            found);
    boolean apart = product.spec().getEpilogue() != Epilogue.NONE;
    if (apart && status == cublas.CUBLAS_STATUS_NOT_SUPPORTED) {
      return List.of();
    }
    calls.blas(status, "choosing an algorithm for product " + product.spec());
    List<LtProduct> candidates = new ArrayList<>();
    for (int i = 0; i < found[0]; i++) {
      cublasLtMatmulHeuristicResult_t result = results.getPointer(i);
      if (result.state() == cublas.CUBLAS_STATUS_SUCCESS) {
        cublasLtMatmulAlgo_t algorithm = result.algo();
        candidates.add(
            new LtProduct(calls, context, lanes, product, algorithm, result.workspaceSize()));
      }
    }
    return candidates;
  }
}
