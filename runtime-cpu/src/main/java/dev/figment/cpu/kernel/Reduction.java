package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.compile.Storage;
import dev.figment.compile.Walk;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sum or maximum of a register over some dimensions of the loop.
 *
 * <p>Each share has its own partial results in double precision; the share that ends last combines
 * them in the order of shares, so that the result does not depend on who that was. Where shares
 * give different elements, there is nothing to combine.
 */
final class Reduction extends Step {
  private final Slot source;
  private final Storage storage;
  private final Walk walk;
  private final boolean max;

  /** Whether each run of neighbours is added to the same elements. */
  private final boolean addsRows;

  /** Whether each run of neighbours is added to one element, and is longer than blocks are. */
  private final boolean addsAll;

  private final int chunk;
  private final double[][] partial;
  private final int number;
  private final AtomicInteger left;
  private FloatBuffer floats = FloatBuffer.allocate(0);
  private IntBuffer ints = IntBuffer.allocate(0);

  /**
   * Prepares a reduction.
   *
   * @param walk from the loop to the result's elements, with steps of 0 along what is reduced
   * @param size the number of the result's elements
   * @param chunk positions of the loop for one step of the outermost dimension, if shares give
   *     different elements, else 0
   * @param number of the reduction in its kernel
   */
  Reduction(
      Slot source,
      Storage storage,
      Walk walk,
      int size,
      boolean max,
      int chunk,
      int shares,
      int number) {
    super(null, source);
    this.source = source;
    this.storage = storage;
    this.walk = walk;
    this.max = max;
    this.addsRows = source.isFloat() && !max && walk.step() == 1 && walk.period() == walk.inner();
    this.addsAll = source.isFloat() && !max && walk.step() == 0 && walk.inner() >= 2 * Frame.BLOCK;
    this.chunk = chunk;
    this.partial = new double[chunk > 0 ? 1 : shares][size];
    this.number = number;
    this.left = new AtomicInteger(shares);
  }

  @Override
  void bind() {
    if (source.dtype() == DType.I32) {
      ints = Places.ints(storage);
    } else {
      floats = Places.floats(storage);
    }
  }

  private double[] partial(int share) {
    return partial[chunk > 0 ? 0 : share];
  }

  /** The first of the result's elements that belong to a position of the loop. */
  private int element(int position) {
    return position / chunk * walk.stride(0);
  }

  @Override
  void begin(Frame frame, int share, int from, int to) {
    frame.sum(number).clear();
    double[] sums = partial(share);
    int first = chunk > 0 ? element(from) : 0;
    int end = chunk > 0 ? element(to) : sums.length;
    Arrays.fill(sums, first, end, max ? Double.NEGATIVE_INFINITY : 0);
  }

  @Override
  void run(Frame frame, int share) {
    double[] sums = partial(share);
    int inner = walk.inner();
    int row = frame.start / inner;
    int column = frame.start % inner;
    int k = 0;
    if (column == 0 && addsRows && frame.count >= 2 * inner) {
      int rows = frame.count / inner;
      frame.sum(number).add(frame, source.floats(frame), rows, inner, walk.offset(), sums);
      row += rows;
      k = rows * inner;
    } else if (addsAll && column + frame.count <= inner) {
      frame.sum(number).add(frame, source.floats(frame), frame.count, 1, walk.row(row), sums);
      return;
    }
    for (; k < frame.count; row++, column = 0) {
      int length = Math.min(inner - column, frame.count - k);
      int to = walk.row(row) + column * walk.step();
      if (source.dtype() == DType.I32) {
        Sums.add(source.ints(frame), k, length, sums, to, walk.step(), max);
      } else if (walk.step() == 0) {
        double part = Sums.of(frame, source.floats(frame), k, length, max);
        sums[to] = max ? Math.max(sums[to], part) : sums[to] + part;
      } else {
        Sums.add(source.floats(frame), k, length, sums, to, walk.step(), max);
      }
      k += length;
    }
  }

  @Override
  void end(Frame frame, int share, int from, int to) {
    frame.sum(number).flush(frame, partial(share));
    if (chunk > 0) {
      store(partial[0], element(from), element(to));
    } else if (left.decrementAndGet() == 0) {
      left.set(partial.length);
      double[] total = partial[0];
      for (int i = 1; i < partial.length; i++) {
        for (int k = 0; k < total.length; k++) {
          total[k] = max ? Math.max(total[k], partial[i][k]) : total[k] + partial[i][k];
        }
      }
      store(total, 0, total.length);
    }
  }

  private void store(double[] sums, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source.dtype() == DType.I32) {
        ints.put(i, (int) sums[i]);
      } else {
        floats.put(i, (float) sums[i]);
      }
    }
  }
}
