package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.Walk;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Copies a block of integers from native memory into a register. */
final class LoadInts extends Step {
  private final Slot target;
  private final Storage storage;
  private final Walk walk;
  private IntBuffer buffer = IntBuffer.allocate(0);

  LoadInts(Slot target, Storage storage, Walk walk) {
    super(target);
    this.target = target;
    this.storage = storage;
    this.walk = walk;
  }

  @Override
  void bind() {
    buffer = Places.ints(storage);
  }

  @Override
  boolean repeats(int block) {
    return block % walk.period() == 0;
  }

  @Override
  int period() {
    return walk.period();
  }

  @Override
  void run(Frame frame, int share) {
    int[] register = target.ints(frame);
    if (walk.isDense()) {
      buffer.get(walk.offset() + frame.start, register, 0, frame.count);
      return;
    }
    if (walk.isPoint()) {
      Arrays.fill(register, 0, frame.count, buffer.get(walk.offset()));
      return;
    }
    int inner = walk.inner();
    int row = frame.start / inner;
    int column = frame.start % inner;
    int at = walk.row(row);
    for (int k = 0; k < frame.count; row++, column = 0) {
      int length = Math.min(inner - column, frame.count - k);
      run(register, k, at + column * walk.step(), length);
      k += length;
      at = walk.behind(row, at);
    }
  }

  private void run(int[] register, int k, int from, int length) {
    int step = walk.step();
    if (step == 1) {
      buffer.get(from, register, k, length);
    } else if (step == 0) {
      Arrays.fill(register, k, k + length, buffer.get(from));
    } else {
      for (int i = 0; i < length; i++) {
        register[k + i] = buffer.get(from + i * step);
      }
    }
  }
}
