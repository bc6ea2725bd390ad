package dev.figment.cuda.source;

/** A reduction whose neighbours belong to one result: a row of the block's threads shares it. */
final class RowsText extends ReduceText {
  /** Elements for which a warp is enough. */
  private static final int SHORT = 16 * WARP;

  RowsText(String ops, Segments segments, int lanes, int firstScratch) {
    super(ops, segments, lanes, firstScratch, width(segments, lanes));
  }

  private static int width(Segments segments, int lanes) {
    int work = segments.reduced() / lanes;
    return work <= SHORT ? threads(work) : THREADS;
  }

  @Override
  String accumulator(int i) {
    return "a" + i;
  }

  @Override
  void write(Lines lines) {
    String mine = "k < " + segments.kept();
    lines.add("const int k = blockIdx.x * " + height + " + threadIdx.y;");
    for (int i = 0; i < results.size(); i++) {
      Reduction result = results.get(i);
      lines.add(result.type() + " a" + i + " = " + result.first() + ";");
    }
    lines.open("if (" + mine + ") {");
    body.writeBefore(lines);
    lines.open(loop("threadIdx.x", width, lanes));
    lines.add("[[maybe_unused]] const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    for (int i = 0; i < results.size(); i++) {
      acrossRow(lines, i);
    }
    lines.open("if (threadIdx.x == 0 && " + mine + ") {");
    for (int i = 0; i < results.size(); i++) {
      lines.add(target(i, "k") + "a" + i + ";");
    }
    lines.close();
  }

  /** Combines what the threads of a row of the block have. */
  private void acrossRow(Lines lines, int i) {
    Reduction result = results.get(i);
    String own = "a" + i;
    result.across(Math.min(width, WARP), lines, own);
    if (width > WARP) {
      int warps = width / WARP;
      String shared = "s" + i;
      lines.add("__shared__ " + result.type() + " " + shared + "[" + warps + "];");
      lines.add(
          "if (threadIdx.x % "
              + WARP
              + " == 0) "
              + shared
              + "[threadIdx.x / "
              + WARP
              + "] = "
              + own
              + ";");
      lines.add("__syncthreads();");
      lines.add(
          own
              + " = threadIdx.x < "
              + warps
              + " ? "
              + shared
              + "[threadIdx.x] : "
              + result.first()
              + ";");
      result.across(WARP, lines, own);
    }
  }
}
