package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.Walk;
import java.nio.IntBuffer;

/** Copies a block of integers to a value in native memory. */
final class StoreInts extends Step {
  private final Slot source;
  private final Storage storage;
  private final Walk walk;
  private IntBuffer buffer = IntBuffer.allocate(0);

  StoreInts(Slot source, Storage storage, Walk walk) {
    super(null, source);
    this.source = source;
    this.storage = storage;
    this.walk = walk;
  }

  @Override
  void bind() {
    buffer = Places.ints(storage);
  }

  @Override
  void run(Frame frame, int share) {
    int[] register = source.ints(frame);
    if (walk.isDense()) {
      buffer.put(walk.offset() + frame.start, register, 0, frame.count);
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

  private void run(int[] register, int k, int to, int length) {
    int step = walk.step();
    if (step == 1) {
      buffer.put(to, register, k, length);
    } else {
      for (int i = 0; i < length; i++) {
        buffer.put(to + i * step, register[k + i]);
      }
    }
  }
}
