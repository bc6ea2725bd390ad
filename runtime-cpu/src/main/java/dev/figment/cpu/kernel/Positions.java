package dev.figment.cpu.kernel;

import dev.figment.DType;

/** The position along one dimension of the loop. */
final class Positions extends Step {
  private final Slot target;
  private final int stride;
  private final int size;

  Positions(Slot target, int stride, int size) {
    super(target);
    this.target = target;
    this.stride = stride;
    this.size = size;
  }

  @Override
  boolean repeats(int block) {
    return block % (stride * size) == 0;
  }

  @Override
  void run(Frame frame, int share) {
    if (target.dtype() == DType.I32) {
      int[] to = target.ints(frame);
      for (int i = 0; i < frame.count; i++) {
        to[i] = (frame.start + i) / stride % size;
      }
    } else {
      float[] to = target.floats(frame);
      for (int i = 0; i < frame.count; i++) {
        to[i] = (frame.start + i) / stride % size;
      }
    }
  }
}
