package dev.figment.cuda.source;

import dev.figment.DType;

/**
 * A sum or maximum, and where it goes.
 *
 * @param target where the results lie one after another
 * @param max whether it is a maximum
 */
record Reduction(Parameter target, boolean max) {
  private static final int WARP = 32;

  /** The type in CUDA C. */
  String type() {
    return Value.type(target.format().getDtype());
  }

  /** What nothing comes to. */
  String first() {
    if (!max) {
      return target.format().getDtype() == DType.I32 ? "0" : "0.f";
    }
    double least =
        target.format().getDtype() == DType.I32 ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
    return Value.literal(target.format().getDtype(), least);
  }

  /** Combines what the threads of a warp have in a variable; then all have the whole. */
  void acrossWarp(Lines lines, String own) {
    String other = "__shfl_xor_sync(0xffffffffu, " + own + ", d)";
    lines.add(
        "for (int d = "
            + WARP / 2
            + "; d > 0; d >>= 1) "
            + own
            + " = "
            + Body.combined(own, other, max)
            + ";");
  }
}
