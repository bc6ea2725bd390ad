package dev.figment.cuda.source;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A reduction whose neighbours belong to different results: each column of threads has its own. */
final class ColumnsText extends ReduceText {
  /** The words of a cache line; a thread reads four of them at once, or one. */
  private static final int LINE = 32;

  private final boolean apart;

  ColumnsText(String ops, Segments segments, int lanes, int firstScratch) {
    super(ops, segments, lanes, firstScratch, width(segments, lanes));
    this.apart = lanes > 1;
  }

  /** Elements of a result that a thread adds up alone, if there are results for all threads. */
  private static final int FEW_ROWS = 16;

  /**
   * As many as there are results side by side, the others taking rows; where that makes few blocks,
   * as many as read a cache line; where there are few rows, as many as make many blocks.
   */
  private static int width(Segments segments, int lanes) {
    int width = threads(segments.inner() / lanes);
    while (segments.reduced() <= FEW_ROWS
        && width < KernelText.THREADS
        && segments.kept() / (2 * width * lanes) >= FEW_BLOCKS) {
      width *= 2;
    }
    while (width * Math.min(lanes, 4) > LINE && segments.kept() / (width * lanes) < FEW_BLOCKS) {
      width /= 2;
    }
    return width;
  }

  @Override
  String accumulator(int i) {
    return apart ? "a" + i + "[l]" : "a" + i;
  }

  @Override
  void declare(Lines lines) {
    String column = "blockIdx.x * " + width + " + threadIdx.x";
    lines.add("const int k = (" + column + ")" + (apart ? " * " + lanes : "") + ";");
    for (String type : shared()) {
      lines.add("__shared__ " + type + " s_" + type + "[" + height + "][" + width * lanes + "];");
    }
    for (int i = 0; i < results.size(); i++) {
      Reduction result = results.get(i);
      String all = String.join(", ", Collections.nCopies(lanes, result.first()));
      lines.add(
          apart
              ? result.type() + " a" + i + "[" + lanes + "] = {" + all + "};"
              : result.type() + " a" + i + " = " + result.first() + ";");
    }
  }

  /** The types of numbers that threads of a column pass on; none if it has one thread. */
  private Set<String> shared() {
    Set<String> types = new LinkedHashSet<>();
    if (height > 1) {
      results.forEach(result -> types.add(result.type()));
    }
    return types;
  }

  @Override
  int sharedBytes() {
    return shared().size() * height * width * lanes * Float.BYTES;
  }

  /** In shared memory, which all results use in turn. */
  @Override
  void combine(Lines lines) {
    for (int i = 0; height > 1 && i < results.size(); i++) {
      downColumn(lines, i);
      if (i + 1 < results.size()) {
        lines.add("__syncthreads();");
      }
    }
  }

  private void downColumn(Lines lines, int i) {
    Reduction result = results.get(i);
    String shared = "s_" + result.type();
    String upper = shared + "[threadIdx.y][" + place() + "]";
    String lower = shared + "[threadIdx.y + h][" + place() + "]";
    each(lines, upper + " = " + accumulator(i) + ";");
    lines.add("__syncthreads();");
    lines.open("for (int h = " + height / 2 + "; h > 0; h >>= 1) {");
    lines.open("if (threadIdx.y < h) {");
    each(lines, upper + " = " + Body.combined(upper, lower, result.max()) + ";");
    lines.close();
    lines.add("__syncthreads();");
    lines.close();
    lines.open("if (threadIdx.y == 0) {");
    each(lines, accumulator(i) + " = " + upper + ";");
    lines.close();
  }

  private String place() {
    return apart ? "threadIdx.x + " + width + " * l" : "threadIdx.x";
  }

  @Override
  void each(Lines lines, String statement) {
    if (apart) {
      lines.add("#pragma unroll");
      String own = statement.replace("{k}", "k + l");
      lines.add("for (int l = 0; l < " + lanes + "; ++l) " + own);
    } else {
      lines.add(statement.replace("{k}", "k"));
    }
  }
}
