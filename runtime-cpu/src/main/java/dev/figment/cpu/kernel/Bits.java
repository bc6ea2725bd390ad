package dev.figment.cpu.kernel;

import dev.figment.DType;

/** The bits of floats as integers. */
final class Bits extends Step {
  private final Slot target;
  private final Slot source;

  Bits(Slot target, Slot source) {
    super(target, source);
    this.target = target;
    this.source = source;
  }

  /** A register for bits. */
  static Slot register() {
    return Slot.register(DType.I32);
  }

  @Override
  void run(Frame frame, int share) {
    frame.bits(source.floats(frame), target.ints(frame), frame.count);
  }
}
