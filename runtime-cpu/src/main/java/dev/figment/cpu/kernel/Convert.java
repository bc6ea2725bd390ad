package dev.figment.cpu.kernel;

import dev.figment.DType;

/** The same numbers as another element type. */
final class Convert extends Step {
  private final Slot target;
  private final Slot source;

  Convert(Slot target, Slot source) {
    super(target, source);
    this.target = target;
    this.source = source;
  }

  @Override
  void run(Frame frame, int share) {
    boolean fromInts = source.dtype() == DType.I32;
    if (target.dtype() == DType.I32) {
      int[] to = target.ints(frame);
      if (fromInts) {
        System.arraycopy(source.ints(frame), 0, to, 0, frame.count);
        return;
      }
      float[] from = source.floats(frame);
      for (int i = 0; i < frame.count; i++) {
        to[i] = (int) from[i];
      }
      return;
    }
    float[] to = target.floats(frame);
    if (!fromInts) {
      System.arraycopy(source.floats(frame), 0, to, 0, frame.count);
      return;
    }
    int[] from = source.ints(frame);
    for (int i = 0; i < frame.count; i++) {
      to[i] = from[i];
    }
  }
}
