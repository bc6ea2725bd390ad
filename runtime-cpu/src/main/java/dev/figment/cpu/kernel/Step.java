package dev.figment.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a block: a load, a function, a store or a part of a reduction. */
abstract class Step {
  private final @Nullable Slot result;
  private final List<Slot> operands;

  Step(@Nullable Slot result, Slot... operands) {
    this.result = result;
    this.operands = List.of(operands);
  }

  @Nullable Slot result() {
    return result;
  }

  List<Slot> operands() {
    return operands;
  }

  /** Takes up its memory. */
  void bind() {}

  /** Begins a share that covers these positions of the loop. */
  void begin(Frame frame, int share, int from, int to) {}

  /**
   * Whether its result is the same for every block of so many positions if its operands are, so
   * that once a share is enough.
   */
  boolean repeats(int block) {
    return result != null;
  }

  /** After how many positions what it reads or writes begins anew; 1 if that does not matter. */
  int period() {
    return 1;
  }

  /** Does its work on the frame's block. */
  abstract void run(Frame frame, int share);

  /** Ends a share. */
  void end(Frame frame, int share, int from, int to) {}
}
