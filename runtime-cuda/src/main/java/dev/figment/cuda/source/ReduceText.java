package dev.figment.cuda.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Reductions that keep the same dimensions, as one kernel; where there are few results and many
 * elements, blocks share a result, and the last of them to come adds their parts up in a fixed
 * order.
 */
abstract class ReduceText {
  static final int WARP = 32;

  /** Blocks that keep a large GPU busy; the same everywhere, so that results are. */
  static final int FEW_BLOCKS = 132;

  /** Steps of a thread for which it is not worth while that blocks wait for one another. */
  private static final int FEW_STEPS = 8;

  /** Steps that a thread should have at least where blocks share a result. */
  private static final int ENOUGH_STEPS = 4;

  final Segments segments;
  final int lanes;
  private final Body body;
  private final Body after;
  final List<Reduction> results = new ArrayList<>();
  final int width;
  final int height;
  private final int splits;

  /** How many threads share a result, and which of them a thread is. */
  private final int sharing;

  private final String thread;
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
    this.after = new Body(segments.endsKept() ? lanes : 1);
    this.firstScratch = firstScratch;
    this.width = width;
    this.height = KernelText.THREADS / width;
    this.sharing = segments.endsKept() ? height : width;
    this.thread = segments.endsKept() ? "threadIdx.y" : "threadIdx.x";
    int side = width * lanes;
    int perBlock = segments.endsKept() ? side : height; // results
    int perStep = segments.endsKept() ? height : side; // elements of each, taken at once
    this.blocks = (segments.kept() + perBlock - 1) / perBlock;
    int steps = segments.reduced() / perStep;
    // A thread that reads one number at a time waits for memory most of its time.
    int wanted = (lanes == 1 ? 8 : 2) * FEW_BLOCKS;
    this.splits =
        steps <= FEW_STEPS ? 1 : Math.max(1, Math.min(wanted / blocks, steps / ENOUGH_STEPS));
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

  /** Adds a reduction, whose results lie one after another, and what stands for a result. */
  final void add(Value value, Parameter target, boolean max, Value result) {
    String accumulator = accumulator(results.size());
    body.accumulate(value, accumulator, max);
    after.know(result, accumulator);
    results.add(new Reduction(target, max));
  }

  /** Adds a value to be written for each result, which depends on results. */
  final void storeAfter(Value value, Access to) {
    after.store(value, to);
  }

  /** What a thread adds up into; the first of those that share a result has it there at the end. */
  abstract String accumulator(int i);

  /** Declares what the block's threads share and what each adds up into. */
  abstract void declare(Lines lines);

  /** Of the arrays that it takes to combine what the threads of a block have. */
  abstract int sharedBytes();

  /** Combines what the threads have. */
  abstract void combine(Lines lines);

  /** A statement for each of the results that a thread has, with its number in the braces. */
  abstract void each(Lines lines, String statement);

  /** Adds a value to be written. */
  final void store(Value value, Access to) {
    body.store(value, to);
  }

  /** Whether blocks share results. */
  private boolean isShared() {
    return splits > 1;
  }

  /** How many counters blocks need that share results: one for those of a block. */
  final int getTickets() {
    return isShared() ? blocks : 0;
  }

  /**
   * The kernel.
   *
   * @param tickets how many blocks have come to the results they share, zeros before and after
   */
  final KernelText kernel(Parameter tickets) {
    Lines lines = new Lines();
    declare(lines);
    lines.open("if (k < " + segments.kept() + ") {");
    body.writeBefore(lines);
    lines.open(loop(segments.reduced(), segments.endsKept() ? 1 : lanes, isShared()));
    lines.add("[[maybe_unused]] const int e = " + segments.element() + ";");
    body.write(lines);
    lines.close();
    lines.close();
    combine(lines);
    write(lines, isShared());
    List<Parameter> parameters = body.parameters();
    results.forEach(result -> parameters.add(result.target()));
    parameters.addAll(after.parameters());
    if (isShared()) {
      finish(lines, tickets.name());
      for (int i = 0; i < results.size(); i++) {
        parameters.add(scratch(i));
      }
      parameters.add(tickets);
    }
    return KernelText.of(ops, parameters, lines.toString(), blocks, splits, width, sharedBytes());
  }

  /**
   * Lets the last block that comes to its results add their parts up. A block's parts are written
   * before it takes its ticket, and are read past the cache that blocks do not share.
   */
  private void finish(Lines lines, String tickets) {
    int last = splits - 1;
    lines.add("__shared__ bool last;");
    lines.add("__threadfence();");
    lines.add("__syncthreads();");
    String ticket = "atomicInc((word*) " + tickets + " + blockIdx.x, " + last + ")";
    lines.add("if (threadIdx.x == 0 && threadIdx.y == 0) last = " + ticket + " == " + last + ";");
    lines.add("__syncthreads();");
    lines.add("if (!last) return;");
    lines.add("__threadfence();");
    for (int i = 0; i < results.size(); i++) {
      each(lines, accumulator(i) + " = " + results.get(i).first() + ";");
    }
    lines.open("if (k < " + segments.kept() + ") {");
    lines.add("#pragma unroll 4");
    lines.open(loop(splits, 1, false));
    for (int i = 0; i < results.size(); i++) {
      String part = "__ldcg(&" + part(i, "r") + ")";
      String sum = Body.combined(accumulator(i), part, results.get(i).max());
      each(lines, accumulator(i) + " = " + sum + ";");
    }
    lines.close();
    lines.close();
    combine(lines);
    write(lines, false);
  }

  /** Writes the block's parts of the results, or the results and what depends on them. */
  private void write(Lines lines, boolean parts) {
    lines.open("if (" + thread + " == 0 && k < " + segments.kept() + ") {");
    for (int i = 0; i < results.size(); i++) {
      String to = parts ? part(i, "blockIdx.y") : results.get(i).target().name() + "[{k}]";
      each(lines, to + " = " + accumulator(i) + ";");
    }
    if (!parts && !after.parameters().isEmpty()) {
      lines.add("[[maybe_unused]] const int e = k;");
      after.writeBefore(lines);
      after.write(lines);
    }
    lines.close();
  }

  /** A block's part of a result. */
  private String part(int i, String block) {
    return scratch(i).name() + "[" + block + " * " + segments.kept() + " + {k}]";
  }

  private Parameter scratch(int i) {
    return Parameter.scratch(firstScratch + i, results.get(i).target().format());
  }

  /** The elements of scratch memory that each reduction needs; 0 if none. */
  final int scratchElements() {
    return isShared() ? segments.kept() * splits : 0;
  }

  /** The head of a thread's loop over numbers {@code r}, of so many, some at a time. */
  private String loop(int count, int step, boolean split) {
    String first = split ? "(blockIdx.y * " + sharing + " + " + thread + ")" : thread;
    return "for (int r = "
        + first
        + (step > 1 ? " * " + step : "")
        + "; r < "
        + count
        + "; r += "
        + sharing * step * (split ? splits : 1)
        + ") {";
  }
}
