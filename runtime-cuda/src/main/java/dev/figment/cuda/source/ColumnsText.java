package dev.figment.cuda.source;

import java.util.Collections;

/** A reduction whose neighbours belong to different results: each column of threads has its own. */
final class ColumnsText extends ReduceText {
  private final boolean apart;

  ColumnsText(String ops, Segments segments, int lanes, int firstScratch) {
    super(ops, segments, lanes, firstScratch, WARP, WARP * lanes, THREADS / WARP);
    this.apart = lanes > 1;
  }

  @Override
  String accumulator(int i) {
    return apart ? "a" + i + "[l]" : "a" + i;
  }

  @Override
  void write(Lines lines) {
    String mine = "k < " + segments.kept();
    String column = "blockIdx.x * " + WARP + " + threadIdx.x";
    lines.add("const int k = (" + column + ")" + (apart ? " * " + lanes : "") + ";");
    declare(lines);
    lines.open("if (" + mine + ") {");
    body.writeBefore(lines);
    lines.open(loop("threadIdx.y", height, 1));
    lines.add("[[maybe_unused]] const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    share(lines);
    lines.open("if (threadIdx.y == 0 && " + mine + ") {");
    lines.open("for (int l = 0; l < " + lanes + "; ++l) {");
    lines.add("const int x = threadIdx.x + " + WARP + " * l;");
    for (int i = 0; i < results.size(); i++) {
      downColumn(lines, i);
    }
    lines.close();
    lines.close();
  }

  private void declare(Lines lines) {
    for (int i = 0; i < results.size(); i++) {
      Reduction result = results.get(i);
      String all = String.join(", ", Collections.nCopies(lanes, result.first()));
      lines.add(
          apart
              ? result.type() + " a" + i + "[" + lanes + "] = {" + all + "};"
              : result.type() + " a" + i + " = " + result.first() + ";");
    }
  }

  /** Puts what each thread has where others see it. */
  private void share(Lines lines) {
    for (int i = 0; i < results.size(); i++) {
      String type = results.get(i).type();
      lines.add("__shared__ " + type + " s" + i + "[" + height + "][" + WARP * lanes + "];");
    }
    lines.add("#pragma unroll");
    lines.open("for (int l = 0; l < " + lanes + "; ++l) {");
    for (int i = 0; i < results.size(); i++) {
      lines.add(
          "s" + i + "[threadIdx.y][threadIdx.x + " + WARP + " * l] = " + accumulator(i) + ";");
    }
    lines.close();
    lines.add("__syncthreads();");
  }

  /** Combines a column of what was shared, and writes it. */
  private void downColumn(Lines lines, int i) {
    Reduction result = results.get(i);
    String own = "t" + i;
    lines.add(result.type() + " " + own + " = s" + i + "[0][x];");
    lines.add(
        "for (int y = 1; y < "
            + height
            + "; ++y) "
            + own
            + " = "
            + Body.combined(own, "s" + i + "[y][x]", result.max())
            + ";");
    lines.add(target(i, apart ? "(k + l)" : "k") + own + ";");
  }
}
