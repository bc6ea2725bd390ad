package dev.figment.samples.run.bench;

import dev.figment.backend.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The times of steps in blocks of equally many, after some steps to warm up. It looks at them when
 * all are over, so that nothing waits meanwhile.
 */
final class StepClock {
  private final int warmUp;
  private final int block;
  private final int blocks;
  private final Supplier<Moment> mark;
  private final Runnable begin;
  private final List<Moment> moments = new ArrayList<>();
  private long done;

  /**
   * A clock.
   *
   * @param mark the moment behind all steps so far
   * @param begin called before the first step that counts
   */
  StepClock(int warmUp, int block, int blocks, Supplier<Moment> mark, Runnable begin) {
    this.warmUp = warmUp;
    this.block = block;
    this.blocks = blocks;
    this.mark = mark;
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
    }
    if ((done - warmUp) % block == 0) {
      moments.add(mark.get());
    }
  }

  /** Whether all blocks are measured. */
  boolean isOver() {
    return moments.size() > blocks;
  }

  /** Seconds a step, one number a block, of those that are over. */
  List<Double> seconds() {
    List<Double> seconds = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      seconds.add(moments.get(i).secondsSince(moments.get(i - 1)) / block);
    }
    return seconds;
  }
}
