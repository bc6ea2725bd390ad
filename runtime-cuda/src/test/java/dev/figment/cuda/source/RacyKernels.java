package dev.figment.cuda.source;

import dev.figment.compile.Format;
import java.util.List;

/** Kernels that are wrong, or wrong side by side, to see that it shows: one block each. */
public final class RacyKernels {
  /** Numbers that are moved; one more is read. */
  public static final int THREADS = KernelText.THREADS;

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

  /** Doubles a number. */
  public static KernelText doubling() {
    return of("if (threadIdx.x == 0) p0[0] = p0[0] * 2;");
  }

  /** Adds one to a number. */
  public static KernelText adding() {
    return of("if (threadIdx.x == 0) p0[0] = p0[0] + 1;");
  }

  private static KernelText of(String... statements) {
    Lines lines = new Lines();
    for (String statement : statements) {
      lines.add(statement);
    }
    List<Parameter> parameters = List.of(Parameter.operand(0, Format.I32, true));
    return KernelText.of("racy", parameters, lines.toString(), 1, 1, THREADS, 0);
  }
}
