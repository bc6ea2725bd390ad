package dev.figment.cuda.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Reductions that keep the same dimensions, as one kernel; where there are few results and many
 * elements, blocks share a result, and a second kernel adds their parts up in a fixed order.
 */
abstract class ReduceText {
  static final int WARP = 32;
  static final int THREADS = 256;

  /** Blocks that fill a large GPU twice; the same everywhere, so that results are. */
  private static final int ENOUGH_BLOCKS = 264;

  /** Elements of a thread for which another launch is not worth while. */
  private static final int LITTLE_WORK = 32;

  /** Elements that a thread should have at least where blocks share a result. */
  private static final int ENOUGH_WORK = 4;

  final Segments segments;
  final int lanes;
  final Body body;
  final List<Reduction> results = new ArrayList<>();
  final int width;
  final int height;
  final int splits;
  private final String ops;
  private final int firstScratch;
  private final int blocks;

  /**
   * Begins.
   *
   * @param width threads of a row of a block
   */
  ReduceText(String ops, Segments segments, int lanes, int firstScratch, int width) {
    this.ops = ops;
    this.segments = segments;
    this.lanes = lanes;
    this.body = new Body(lanes);
    this.firstScratch = firstScratch;
    this.width = width;
    this.height = THREADS / width;
    int side = width * lanes;
    int perBlock = segments.endsKept() ? side : height; // results
    int perStep = segments.endsKept() ? height : side; // elements of each, taken at once
    this.blocks = (segments.kept() + perBlock - 1) / perBlock;
    int work = segments.reduced() / perStep;
    this.splits =
        work <= LITTLE_WORK ? 1 : Math.max(1, Math.min(ENOUGH_BLOCKS / blocks, work / ENOUGH_WORK));
  }

  /**
   * Begins.
   *
   * @param ops what is computed, for names
   * @param accesses how elements are reached
   * @param firstScratch the number of scratch memories that others use
   */
  static ReduceText of(String ops, Segments segments, List<Access> accesses, int firstScratch) {
    int inner = segments.inner();
    return segments.endsKept()
        ? new ColumnsText(ops, segments, Access.lanes(accesses, inner, 8), firstScratch)
        : new RowsText(ops, segments, Access.lanes(accesses, inner, 8), firstScratch);
  }

  /** As many threads as share so much work, a power of two up to a warp, so that few are idle. */
  static int threads(int work) {
    int threads = 1;
    while (threads < WARP && threads < work) {
      threads *= 2;
    }
    return threads;
  }

  /** Adds a reduction, whose results lie one after another. */
  final void add(Value value, Parameter target, boolean max) {
    body.accumulate(value, accumulator(results.size()), max);
    results.add(new Reduction(target, max));
  }

  /** What a thread adds up into. */
  abstract String accumulator(int i);

  /** The statements of the kernel. */
  abstract void write(Lines lines);

  /** Adds a value to be written. */
  final void store(Value value, Access to) {
    body.store(value, to);
  }

  /** The kernels, in the order in which they must run. */
  final List<KernelText> kernels() {
    List<KernelText> kernels = new ArrayList<>();
    Lines lines = new Lines();
    write(lines);
    List<Parameter> parameters = body.parameters();
    for (int i = 0; i < results.size(); i++) {
      parameters.add(splits > 1 ? scratch(i, true) : results.get(i).target());
    }
    kernels.add(KernelText.of(ops, parameters, lines.toString(), blocks, splits, width, height));
    if (splits > 1) {
      kernels.add(finish());
    }
    return kernels;
  }

  private Parameter scratch(int i, boolean written) {
    return Parameter.scratch(firstScratch + i, results.get(i).target().format(), written);
  }

  /** The elements of scratch memory that each reduction needs; 0 if none. */
  final int scratchElements() {
    return splits > 1 ? segments.kept() * splits : 0;
  }

  /** The head of a thread's loop over the elements of its result, one at a time or four. */
  final String loop(String thread, int threads, int step) {
    String first = splits > 1 ? "(blockIdx.y * " + threads + " + " + thread + ")" : thread;
    return "for (int r = "
        + first
        + (step > 1 ? " * " + step : "")
        + "; r < "
        + segments.reduced()
        + "; r += "
        + threads * step * splits
        + ") {";
  }

  /** The beginning of a statement that writes a result, or its part. */
  final String target(int i, String result) {
    return splits > 1
        ? scratch(i, true).name() + "[" + result + " * " + splits + " + blockIdx.y] = "
        : results.get(i).target().name() + "[" + result + "] = ";
  }

  /** Adds the parts of each result up, by the threads of a warp. */
  private KernelText finish() {
    int rows = THREADS / WARP;
    int count = segments.kept();
    Lines lines = new Lines();
    List<Parameter> parameters = new ArrayList<>();
    lines.add("const int k = blockIdx.x * " + rows + " + threadIdx.y;");
    lines.add("if (k >= " + count + ") return;");
    for (int i = 0; i < results.size(); i++) {
      Reduction result = results.get(i);
      String own = "a" + i;
      lines.add(result.type() + " " + own + " = " + result.first() + ";");
      String part = scratch(i, false).name() + "[k * " + splits + " + r]";
      lines.add(
          "for (int r = threadIdx.x; r < "
              + splits
              + "; r += "
              + WARP
              + ") "
              + own
              + " = "
              + Body.combined(own, part, result.max())
              + ";");
      result.across(WARP, lines, own);
      lines.add("if (threadIdx.x == 0) " + result.target().name() + "[k] = " + own + ";");
      parameters.add(scratch(i, false));
      parameters.add(result.target());
    }
    int grid = (count + rows - 1) / rows;
    return KernelText.of("finish " + ops, parameters, lines.toString(), grid, 1, WARP, rows);
  }
}
