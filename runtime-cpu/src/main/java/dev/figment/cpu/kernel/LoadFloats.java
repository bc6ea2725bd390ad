package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.Walk;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Copies a block of a value from native memory into a register. */
final class LoadFloats extends Step {
  private final Slot target;
  private final Storage storage;
  private final Walk walk;
  private FloatBuffer buffer = FloatBuffer.allocate(0);

  LoadFloats(Slot target, Storage storage, Walk walk) {
    super(target);
    this.target = target;
    this.storage = storage;
    this.walk = walk;
  }

  /** A load of the same numbers' bits. */
  LoadInts bits(Slot register) {
    return new LoadInts(register, storage, walk);
  }

  @Override
  void bind() {
    buffer = Places.floats(storage);
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
    float[] register = target.floats(frame);
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

  private void run(float[] register, int k, int from, int length) {
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
