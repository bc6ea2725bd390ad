package dev.figment.cuda.source;

import dev.figment.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reductions that keep the same dimensions, as one kernel; where there are few results and many
 * elements, blocks share a result, and a second kernel adds their parts up in a fixed order.
 */
final class ReduceText {
  private static final int WARP = 32;
  private static final int THREADS = 256;

  /** Blocks that fill a large GPU twice; the same everywhere, so that results are. */
  private static final int ENOUGH_BLOCKS = 264;

  /** Elements that a thread should add up before it is worth another block. */
  private static final int ENOUGH_WORK = 8;

  private final String ops;
  private final Segments segments;
  private final int lanes;
  private final Body body;
  private final List<Result> results = new ArrayList<>();
  private final int firstScratch;
  private final int width;
  private final int height;
  private final int blocks;
  private final int splits;

  /** A reduction, and where it goes. */
  private static final class Result {
    final Parameter target;
    final boolean max;

    Result(Parameter target, boolean max) {
      this.target = target;
      this.max = max;
    }

    String first() {
      if (!max) {
        return target.dtype() == DType.I32 ? "0" : "0.f";
      }
      double least = target.dtype() == DType.I32 ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
      return Value.literal(target.dtype(), least);
    }
  }

  /**
   * Begins.
   *
   * @param wide whether four elements can be read at once
   * @param firstScratch the number of scratch memories that others use
   */
  ReduceText(String ops, Segments segments, boolean wide, int firstScratch) {
    this.ops = ops;
    this.segments = segments;
    this.lanes = wide && segments.inner() % Access.LANES == 0 ? Access.LANES : 1;
    this.body = new Body(lanes);
    this.firstScratch = firstScratch;
    boolean columns = segments.endsKept();
    width = columns || segments.reduced() / lanes <= 16 * WARP ? WARP : THREADS;
    height = THREADS / width;
    int perBlock = columns ? WARP * lanes : height;
    blocks = (segments.kept() + perBlock - 1) / perBlock;
    int work = columns ? height * ENOUGH_WORK : width * lanes * ENOUGH_WORK;
    splits = Math.max(1, Math.min(ENOUGH_BLOCKS / blocks, segments.reduced() / work));
  }

  /** Adds a reduction, whose results lie one after another. */
  void add(Value value, Parameter target, boolean max) {
    String accumulator = "a" + results.size();
    boolean apart = segments.endsKept() && lanes > 1;
    body.accumulate(value, apart ? accumulator + "[l]" : accumulator, max);
    results.add(new Result(target, max));
  }

  /** Adds a value to be written. */
  void store(Value value, Access to) {
    body.store(value, to);
  }

  /** The kernels, in the order in which they must run. */
  List<KernelText> kernels() {
    List<KernelText> kernels = new ArrayList<>();
    Lines lines = new Lines();
    if (segments.endsKept()) {
      columns(lines, segments.kept());
    } else {
      rows(lines, segments.kept());
    }
    List<Parameter> parameters = body.parameters();
    for (int i = 0; i < results.size(); i++) {
      Parameter target = results.get(i).target;
      parameters.add(splits > 1 ? scratch(i, true) : target);
    }
    kernels.add(KernelText.of(ops, parameters, lines.toString(), blocks, splits, width, height));
    if (splits > 1) {
      kernels.add(finish(segments.kept()));
    }
    return kernels;
  }

  private Parameter scratch(int i, boolean written) {
    return Parameter.scratch(firstScratch + i, results.get(i).target.dtype(), written);
  }

  /** The elements of scratch memory that each reduction needs; 0 if none. */
  int scratchElements() {
    return splits > 1 ? segments.kept() * splits : 0;
  }

  private void declare(Lines lines, boolean apart) {
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      String type = Value.type(result.target.dtype());
      if (apart) {
        String all = String.join(", ", Collections.nCopies(lanes, result.first()));
        lines.add(type + " a" + i + "[" + lanes + "] = {" + all + "};");
      } else {
        lines.add(type + " a" + i + " = " + result.first() + ";");
      }
    }
  }

  /** Neighbours belong to one result: the threads of a row of the block share it. */
  private void rows(Lines lines, int count) {
    lines.add("const int k = blockIdx.x * " + height + " + threadIdx.y;");
    declare(lines, false);
    lines.open("if (k < " + count + ") {");
    body.writeBefore(lines);
    String first = splits > 1 ? "(blockIdx.y * " + width + " + threadIdx.x)" : "threadIdx.x";
    lines.open(
        "for (int r = "
            + first
            + (lanes > 1 ? " * " + lanes : "")
            + "; r < "
            + segments.reduced()
            + "; r += "
            + width * lanes * splits
            + ") {");
    lines.add("const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    for (int i = 0; i < results.size(); i++) {
      across(lines, i);
    }
    lines.open("if (threadIdx.x == 0 && k < " + count + ") {");
    for (int i = 0; i < results.size(); i++) {
      lines.add(write(i, "k") + "a" + i + ";");
    }
    lines.close();
  }

  /** Combines what the threads of a row of the block have. */
  private void across(Lines lines, int i) {
    Result result = results.get(i);
    String own = "a" + i;
    shuffle(lines, own, result.max);
    if (width > WARP) {
      int warps = width / WARP;
      String type = Value.type(result.target.dtype());
      lines.add("__shared__ " + type + " s" + i + "[" + warps + "];");
      lines.add(
          "if (threadIdx.x % "
              + WARP
              + " == 0) s"
              + i
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
              + " ? s"
              + i
              + "[threadIdx.x] : "
              + result.first()
              + ";");
      shuffle(lines, own, result.max);
    }
  }

  private static void shuffle(Lines lines, String own, boolean max) {
    String other = "__shfl_xor_sync(0xffffffffu, " + own + ", d)";
    lines.add(
        "for (int d = 16; d > 0; d >>= 1) " + own + " = " + Body.combined(own, other, max) + ";");
  }

  /** Neighbours belong to different results: each column of the block has its own. */
  private void columns(Lines lines, int count) {
    boolean apart = lanes > 1;
    lines.add(
        "const int k = (blockIdx.x * "
            + WARP
            + " + threadIdx.x)"
            + (apart ? " * " + lanes : "")
            + ";");
    declare(lines, apart);
    lines.open("if (k < " + count + ") {");
    body.writeBefore(lines);
    String first = splits > 1 ? "blockIdx.y * " + height + " + threadIdx.y" : "threadIdx.y";
    lines.open(
        "for (int r = "
            + first
            + "; r < "
            + segments.reduced()
            + "; r += "
            + height * splits
            + ") {");
    lines.add("const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    for (int i = 0; i < results.size(); i++) {
      String type = Value.type(results.get(i).target.dtype());
      lines.add("__shared__ " + type + " s" + i + "[" + height + "][" + WARP * lanes + "];");
    }
    lines.add("#pragma unroll");
    lines.open("for (int l = 0; l < " + lanes + "; ++l) {");
    for (int i = 0; i < results.size(); i++) {
      String own = "a" + i + (apart ? "[l]" : "");
      lines.add("s" + i + "[threadIdx.y][threadIdx.x + " + WARP + " * l] = " + own + ";");
    }
    lines.close();
    lines.add("__syncthreads();");
    lines.open("if (threadIdx.y == 0 && k < " + count + ") {");
    lines.open("for (int l = 0; l < " + lanes + "; ++l) {");
    lines.add("const int x = threadIdx.x + " + WARP + " * l;");
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      lines.add(Value.type(result.target.dtype()) + " t" + i + " = s" + i + "[0][x];");
      String other = "s" + i + "[y][x]";
      lines.add(
          "for (int y = 1; y < "
              + height
              + "; ++y) t"
              + i
              + " = "
              + Body.combined("t" + i, other, result.max)
              + ";");
      lines.add(write(i, apart ? "(k + l)" : "k") + "t" + i + ";");
    }
    lines.close();
    lines.close();
  }

  private String write(int i, String result) {
    return splits > 1
        ? scratch(i, true).name() + "[" + result + " * " + splits + " + blockIdx.y] = "
        : results.get(i).target.name() + "[" + result + "] = ";
  }

  /** Adds the parts of each result up, by the threads of a warp. */
  private KernelText finish(int count) {
    int rows = THREADS / WARP;
    Lines lines = new Lines();
    List<Parameter> parameters = new ArrayList<>();
    lines.add("const int k = blockIdx.x * " + rows + " + threadIdx.y;");
    lines.add("if (k >= " + count + ") return;");
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      String own = "a" + i;
      lines.add(Value.type(result.target.dtype()) + " " + own + " = " + result.first() + ";");
      String part = scratch(i, false).name() + "[k * " + splits + " + r]";
      lines.add(
          "for (int r = threadIdx.x; r < "
              + splits
              + "; r += "
              + WARP
              + ") "
              + own
              + " = "
              + Body.combined(own, part, result.max)
              + ";");
      shuffle(lines, own, result.max);
      lines.add("if (threadIdx.x == 0) " + result.target.name() + "[k] = " + own + ";");
      parameters.add(scratch(i, false));
      parameters.add(result.target);
    }
    int grid = (count + rows - 1) / rows;
    return KernelText.of("finish " + ops, parameters, lines.toString(), grid, 1, WARP, rows);
  }
}
