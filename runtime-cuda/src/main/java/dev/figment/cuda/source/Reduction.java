package dev.figment.cuda.source;

import dev.figment.DType;

/**
 * A sum or maximum, and where it goes.
 *
 * @param target where the results lie one after another
 * @param max whether it is a maximum
 */
record Reduction(Parameter target, boolean max) {
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

  /**
   * Combines what so many neighbouring threads of a warp have in a variable; then all have the
   * whole. The warp's other threads do the same.
   */
  void across(int threads, Lines lines, String own) {
    if (threads == 1) {
      return;
    }
    String other = "__shfl_xor_sync(0xffffffffu, " + own + ", d)";
    lines.add(
        "for (int d = "
            + threads / 2
            + "; d > 0; d >>= 1) "
            + own
            + " = "
            + Body.combined(own, other, max)
            + ";");
  }
}
