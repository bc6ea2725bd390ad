package dev.figment.cpu.kernel;

import dev.figment.compile.View;
import dev.figment.op.Random;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Random numbers: the definition itself, block by block. */
public final class RandomKernel extends Kernel {
  private static final int LEAST = 2048;

  private final Random op;
  private final View seed;
  private final View step;
  private final View target;
  private final int shares;
  private FloatBuffer values = FloatBuffer.allocate(0);
  private IntBuffer seeds = IntBuffer.allocate(0);
  private IntBuffer steps = IntBuffer.allocate(0);

  /** Fills a row-major target. */
  public RandomKernel(Random op, View seed, View step, View target, int workers) {
    this.op = op;
    this.seed = seed;
    this.step = step;
    this.target = target;
    this.shares = target.getSize() < LEAST ? 1 : workers;
    reading(seed.getStorage());
    reading(step.getStorage());
    writing(target.getStorage());
  }

  @Override
  public String getName() {
    return "random";
  }

  @Override
  public int getShares() {
    return shares;
  }

  @Override
  public void bind() {
    values = Places.floats(target.getStorage());
    seeds = Places.ints(seed.getStorage());
    steps = Places.ints(step.getStorage());
  }

  @Override
  public void run(int share, Worker worker) {
    float[] block = worker.frame().first;
    int seed0 = seeds.get(seed.getOffset());
    int seed1 = seeds.get(seed.getOffset() + seed.stride(0));
    int now = steps.get(step.getOffset());
    int end = MatMulKernels.bound(target.getSize(), share + 1, shares, 4);
    for (int from = MatMulKernels.bound(target.getSize(), share, shares, 4); from < end; ) {
      int count = Math.min(block.length, end - from);
      op.fill(seed0, seed1, now, block, from, count);
      values.put(from, block, 0, count);
      from += count;
    }
  }
}
