package dev.figment.samples.run.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The times of steps in blocks of equally many, after some steps to warm up. */
final class StepClock {
  private final int warmUp;
  private final int block;
  private final int blocks;
  private final LongSupplier nanos;
  private final Runnable begin;
  private final List<Double> seconds = new ArrayList<>();
  private long done;
  private long start;

  /**
   * A clock.
   *
   * @param nanos the time now, in nanoseconds
   * @param begin called before the first step that counts
   */
  StepClock(int warmUp, int block, int blocks, LongSupplier nanos, Runnable begin) {
    this.warmUp = warmUp;
    this.block = block;
    this.blocks = blocks;
    this.nanos = nanos;
    this.begin = begin;
  }

  /** Called after each step. */
  void step() {
    done++;
    if (done < warmUp || isOver()) {
      return;
    }
    if (done == warmUp) {
      begin.run();
      start = nanos.getAsLong();
    } else if ((done - warmUp) % block == 0) {
      long now = nanos.getAsLong();
      seconds.add((now - start) / (1e9 * block));
      start = now;
    }
  }

  /** Whether all blocks are measured. */
  boolean isOver() {
    return seconds.size() == blocks;
  }

  /** Seconds a step, one number a block. */
  List<Double> seconds() {
    return seconds;
  }
}
