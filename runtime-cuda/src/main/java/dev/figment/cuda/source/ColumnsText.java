package dev.figment.cuda.source;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A reduction whose neighbours belong to different results: each column of threads has its own. */
final class ColumnsText extends ReduceText {
  /** The words of a cache line; a thread reads four of them at once, or one. */
  private static final int LINE = 32;

  /** Elements of a result that a thread adds up alone, if there are results for all threads. */
  private static final int FEW_ROWS = 16;

  /** Parts of a column that one thread adds up at the end. */
  private static final int MOST_PARTS = 8;

  private final boolean apart;

  ColumnsText(String ops, Segments segments, int lanes, int firstScratch) {
    super(ops, segments, lanes, firstScratch, width(segments, lanes));
    this.apart = lanes > 1;
  }

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
      lines.add("__shared__ " + type + " s_" + type + "[" + height + "][" + pitch() + "];");
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
    return shared().size() * height * pitch() * Float.BYTES;
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

  /** First all threads add up, each a part of a column, then the first of a column the parts. */
  private void downColumn(Lines lines, int i) {
    Reduction result = results.get(i);
    String shared = "s_" + result.type();
    int columns = width * lanes;
    int parts = Math.min(MOST_PARTS, Math.max(1, height / lanes));
    each(lines, shared + "[threadIdx.y][" + place() + "] = " + accumulator(i) + ";");
    lines.add("__syncthreads();");
    if (parts < height) {
      String all = "t < " + columns * parts + "; t += " + KernelText.THREADS;
      lines.open("for (int t = threadIdx.y * " + width + " + threadIdx.x; " + all + ") {");
      lines.add("const int c = t % " + columns + ", part = t / " + columns + ";");
      lines.add(result.type() + " sum = " + shared + "[part][c];");
      String sum = Body.combined("sum", shared + "[part + h][c]", result.max());
      lines.add("#pragma unroll");
      lines.add("for (int h = " + step(parts) + ") sum = " + sum + ";");
      lines.add(shared + "[part][c] = sum;");
      lines.close();
      lines.add("__syncthreads();");
    }
    lines.open("if (threadIdx.y == 0) {");
    String own = "[" + place() + "]";
    each(lines, accumulator(i) + " = " + shared + "[0]" + own + ";");
    if (parts > 1) {
      lines.add("#pragma unroll");
      lines.open("for (int part = 1; part < " + parts + "; ++part) {");
      String other = shared + "[part]" + own;
      String sum = Body.combined(accumulator(i), other, result.max());
      each(lines, accumulator(i) + " = " + sum + ";");
      lines.close();
    }
    lines.close();
  }

  /** Of a loop over rows, from the second on, so many apart. */
  private String step(int parts) {
    return parts + "; h < " + height + "; h += " + parts;
  }

  /** The words of a row of threads, so that those of a warp lie in banks of their own. */
  private int pitch() {
    return width * lanes + (width < WARP ? width : 0);
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
