package dev.figment.cuda.source;

import dev.figment.compile.Format;
import java.util.List;

/** Kernels that are wrong, or wrong side by side, to see that it shows. */
public final class RacyKernels {
  /** Numbers that are moved; one more is read. */
  public static final int THREADS = KernelText.THREADS;

  private static final String FENCE = "__threadfence();";

  private RacyKernels() {}

  /** Each thread overwrites what its neighbour reads. */
  public static KernelText inPlace() {
    return of("p0[threadIdx.x] = p0[threadIdx.x + 1];");
  }

  /** Each thread reads what its neighbour puts into shared memory, perhaps later. */
  public static KernelText withoutBarrier() {
    return of(
        "__shared__ int s[" + (THREADS + 1) + "];",
        "const int i = " + (THREADS - 1) + " - threadIdx.x;",
        "if (threadIdx.x == 0) s[" + THREADS + "] = p0[" + THREADS + "];",
        "s[i] = p0[i];",
        "const int moved = s[i + 1];",
        "__syncthreads();",
        "p0[i] = moved;");
  }

  /** Reads a number of shared memory that nobody wrote. */
  public static KernelText unwritten() {
    return of(
        "__shared__ int s[2];",
        "if (threadIdx.x == 0) s[0] = 1;",
        "__syncthreads();",
        "if (threadIdx.x == 0) p0[0] = s[0] + s[1];");
  }

  /** The last thread writes a number behind the memory. */
  public static KernelText beyond() {
    return of("p0[threadIdx.x + 2] = 1;");
  }

  /** Reads 16 bytes where only single numbers may begin. */
  public static KernelText unaligned() {
    return of("if (threadIdx.x == 0) *(int4*) p0 = *(const int4*) (p0 + 1);");
  }

  /** All blocks write the same number. */
  public static KernelText byAllBlocks() {
    return of(2, "if (threadIdx.x == 0) p0[0] = blockIdx.x;");
  }

  /** The last of two blocks adds up what both wrote, as it should. */
  public static KernelText handedOver() {
    return handedOver(FENCE, FENCE, "__ldcg(p0) + __ldcg(p0 + 1)");
  }

  /** The same without a fence behind what is written. */
  public static KernelText unfencedWrites() {
    return handedOver("", FENCE, "__ldcg(p0) + __ldcg(p0 + 1)");
  }

  /** The same without a fence before what is read. */
  public static KernelText unfencedReads() {
    return handedOver(FENCE, "", "__ldcg(p0) + __ldcg(p0 + 1)");
  }

  /** The same with reads that a cache of the block may have answered before. */
  public static KernelText cachedReads() {
    return handedOver(FENCE, FENCE, "p0[0] + p0[1]");
  }

  private static KernelText handedOver(String before, String behind, String sum) {
    return of(
        2,
        "__shared__ bool last;",
        "if (threadIdx.x == 5) p0[blockIdx.x] = 1;",
        before,
        "__syncthreads();",
        "if (threadIdx.x == 0) last = atomicInc((word*) p0 + 9, 1) == 1;",
        "__syncthreads();",
        "if (!last) return;",
        behind,
        "if (threadIdx.x == 0) p0[2] = " + sum + ";");
  }

  /** Doubles a number. */
  public static KernelText doubling() {
    return of("if (threadIdx.x == 0) p0[0] = p0[0] * 2;");
  }

  /** Adds one to a number. */
  public static KernelText adding() {
    return of("if (threadIdx.x == 0) p0[0] = p0[0] + 1;");
  }

  private static KernelText of(String... statements) {
    return of(1, statements);
  }

  private static KernelText of(int blocks, String... statements) {
    Lines lines = new Lines();
    for (String statement : statements) {
      lines.add(statement);
    }
    List<Parameter> parameters = List.of(Parameter.operand(0, Format.I32, true));
    return KernelText.of("racy", parameters, lines.toString(), blocks, 1, THREADS, 0);
  }
}
