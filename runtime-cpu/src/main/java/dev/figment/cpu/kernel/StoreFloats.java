package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.Walk;
import java.nio.FloatBuffer;

/** Copies a block of a register to a value in native memory. */
final class StoreFloats extends Step {
  private final Slot source;
  private final Storage storage;
  private final Walk walk;
  private FloatBuffer buffer = FloatBuffer.allocate(0);

  StoreFloats(Slot source, Storage storage, Walk walk) {
    super(null, source);
    this.source = source;
    this.storage = storage;
    this.walk = walk;
  }

  @Override
  void bind() {
    buffer = Places.floats(storage);
  }

  @Override
  void run(Frame frame, int share) {
    float[] register = source.floats(frame);
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

  private void run(float[] register, int k, int to, int length) {
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
