package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import java.util.List;
import java.util.Set;

/**
 * Point-wise ops over one shape, with reductions of their results: every block of the loop passes
 * through all steps while it is in the nearest cache.
 */
public final class PointwiseKernel extends Kernel {
  private final String name;
  private final Step[] steps;
  private final Step[] invariant;
  private final Step[] perBlock;
  private final int block;
  private final int[] bounds;
  private final int[] registers;
  private final Set<Storage> aligned;

  PointwiseKernel(
      String name,
      List<Step> steps,
      int invariant,
      int block,
      int[] bounds,
      int[] registers,
      Set<Storage> reads,
      Set<Storage> writes,
      Set<Storage> aligned) {
    this.name = name;
    this.steps = steps.toArray(new Step[0]);
    this.invariant = steps.subList(0, invariant).toArray(new Step[0]);
    this.perBlock = steps.subList(invariant, steps.size()).toArray(new Step[0]);
    this.block = block;
    this.bounds = bounds;
    this.registers = registers;
    this.aligned = aligned;
    reads.forEach(this::reading);
    writes.forEach(this::writing);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getShares() {
    return bounds.length - 1;
  }

  @Override
  public void bind() {
    for (Step step : steps) {
      step.bind();
    }
  }

  /** Whether element {@code i} is read and written in the loop's pass {@code i} only. */
  @Override
  public boolean isAligned(Storage storage) {
    return aligned.contains(storage);
  }

  @Override
  public void run(int share, Worker worker) {
    Frame frame = worker.frame();
    frame.reserve(registers[0], registers[1]);
    int from = bounds[share];
    int end = bounds[share + 1];
    for (Step step : steps) {
      step.begin(frame, share, from, end);
    }
    frame.start = from;
    frame.count = Math.min(block, end - from);
    for (Step step : invariant) {
      step.run(frame, share);
    }
    for (int start = from; start < end; start += block) {
      frame.start = start;
      frame.count = Math.min(block, end - start);
      for (Step step : perBlock) {
        step.run(frame, share);
      }
    }
    for (Step step : steps) {
      step.end(frame, share, from, end);
    }
  }
}
