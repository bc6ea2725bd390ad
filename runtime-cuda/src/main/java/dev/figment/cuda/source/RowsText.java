package dev.figment.cuda.source;

/** A reduction whose neighbours belong to one result: a row of the block's threads shares it. */
final class RowsText extends ReduceText {
  /** Steps of a warp that a block is not worth while for, and those for which it always is. */
  private static final int FEW_STEPS = 4;

  private static final int MANY_STEPS = 16;

  RowsText(String ops, Segments segments, int lanes, int firstScratch) {
    super(ops, segments, lanes, firstScratch, width(segments, lanes));
  }

  private static int width(Segments segments, int lanes) {
    int work = segments.reduced() / lanes;
    boolean few = segments.kept() / (KernelText.THREADS / WARP) < FEW_BLOCKS;
    return work <= (few ? FEW_STEPS : MANY_STEPS) * WARP ? threads(work) : KernelText.THREADS;
  }

  @Override
  String accumulator(int i) {
    return "a" + i;
  }

  @Override
  void declare(Lines lines) {
    lines.add("const int k = blockIdx.x * " + height + " + threadIdx.y;");
    for (int i = 0; i < results.size(); i++) {
      Reduction result = results.get(i);
      lines.add(result.type() + " a" + i + " = " + result.first() + ";");
      if (width > WARP) {
        lines.add("__shared__ " + result.type() + " s" + i + "[" + width / WARP + "];");
      }
    }
  }

  @Override
  void each(Lines lines, String statement) {
    lines.add(statement.replace("{k}", "k"));
  }

  @Override
  int sharedBytes() {
    return width > WARP ? results.size() * width / WARP * Float.BYTES : 0;
  }

  @Override
  void combine(Lines lines) {
    for (int i = 0; i < results.size(); i++) {
      acrossRow(lines, i);
    }
  }

  /** Combines what the threads of a row of the block have. */
  private void acrossRow(Lines lines, int i) {
    Reduction result = results.get(i);
    String own = "a" + i;
    String shared = "s" + i;
    result.across(Math.min(width, WARP), lines, own);
    if (width > WARP) {
      String whole = "threadIdx.x % " + WARP + " == 0";
      lines.add("if (" + whole + ") " + shared + "[threadIdx.x / " + WARP + "] = " + own + ";");
      lines.add("__syncthreads();");
      String one = "threadIdx.x < " + width / WARP + " ? " + shared + "[threadIdx.x]";
      lines.add(own + " = " + one + " : " + result.first() + ";");
      result.across(WARP, lines, own);
    }
  }
}
