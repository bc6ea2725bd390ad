package dev.figment.cuda.source;

import java.util.Collections;

/** A reduction whose neighbours belong to different results: each column of threads has its own. */
final class ColumnsText extends ReduceText {
  private final boolean apart;

  ColumnsText(String ops, Segments segments, int lanes, int firstScratch) {
    // Threads that results side by side leave over take rows.
    super(ops, segments, lanes, firstScratch, threads(segments.inner() / lanes));
    this.apart = lanes > 1;
  }

  @Override
  String accumulator(int i) {
    return apart ? "a" + i + "[l]" : "a" + i;
  }

  @Override
  void write(Lines lines) {
    String mine = "k < " + segments.kept();
    String column = "blockIdx.x * " + width + " + threadIdx.x";
    lines.add("const int k = (" + column + ")" + (apart ? " * " + lanes : "") + ";");
    declare(lines);
    lines.open("if (" + mine + ") {");
    body.writeBefore(lines);
    lines.open(loop("threadIdx.y", height, 1));
    lines.add("[[maybe_unused]] const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    for (int i = 0; i < results.size(); i++) {
      downColumn(lines, i, mine);
    }
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

  /** Combines what the threads of a column have, in shared memory that all results use in turn. */
  private void downColumn(Lines lines, int i, String mine) {
    Reduction result = results.get(i);
    String shared = shared(lines, i);
    eachLane(lines, shared + "[threadIdx.y][" + place() + "] = " + accumulator(i) + ";");
    lines.add("__syncthreads();");
    if (height > 1) {
      String upper = shared + "[threadIdx.y][" + place() + "]";
      String lower = shared + "[threadIdx.y + h][" + place() + "]";
      lines.open("for (int h = " + height / 2 + "; h > 0; h >>= 1) {");
      lines.open("if (threadIdx.y < h) {");
      eachLane(lines, upper + " = " + Body.combined(upper, lower, result.max()) + ";");
      lines.close();
      lines.add("__syncthreads();");
      lines.close();
    }
    lines.open("if (threadIdx.y == 0 && " + mine + ") {");
    eachLane(lines, target(i, apart ? "(k + l)" : "k") + shared + "[0][" + place() + "];");
    lines.close();
    if (i + 1 < results.size()) {
      lines.add("__syncthreads();");
    }
  }

  /** The shared memory of a result's type, declared where a first result has it. */
  private String shared(Lines lines, int i) {
    String type = results.get(i).type();
    String name = "shared_" + type;
    if (results.subList(0, i).stream().noneMatch(other -> other.type().equals(type))) {
      lines.add("__shared__ " + type + " " + name + "[" + height + "][" + width * lanes + "];");
    }
    return name;
  }

  private String place() {
    return apart ? "threadIdx.x + " + width + " * l" : "threadIdx.x";
  }

  private void eachLane(Lines lines, String statement) {
    if (apart) {
      lines.add("#pragma unroll");
      lines.add("for (int l = 0; l < " + lanes + "; ++l) " + statement);
    } else {
      lines.add(statement);
    }
  }
}
