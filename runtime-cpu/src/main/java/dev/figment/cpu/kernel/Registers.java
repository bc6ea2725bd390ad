package dev.figment.cpu.kernel;

import dev.figment.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which values of a loop share a block of memory. */
final class Registers {
  private final List<Step> steps;
  private final Map<Slot, Integer> lastReaders = new HashMap<>();
  private final List<Deque<Integer>> free = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final int[] counts = new int[2];

  private Registers(List<Step> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      for (Slot operand : steps.get(i).operands()) {
        lastReaders.put(operand, i);
      }
    }
  }

  /**
   * Gives each value a register, which is free again after its last reader; never, if that is a
   * step of every block and the value is of the steps before the first block.
   *
   * @param invariant how many steps come before the first block
   * @return how many registers of floats and of integers there are
   */
  static int[] assign(List<Step> steps, int invariant) {
    Registers registers = new Registers(steps);
    for (int i = 0; i < steps.size(); i++) {
      registers.give(i);
      registers.take(i, invariant);
    }
    return registers.counts;
  }

  /** Gives a step's result a register. */
  private void give(int i) {
    Slot result = steps.get(i).result();
    if (result != null) {
      Integer number = free.get(kind(result)).poll();
      result.assign(number != null ? number : counts[kind(result)]++);
    }
  }

  /** Takes back the registers of operands that nobody reads later. */
  private void take(int i, int invariant) {
    for (Slot operand : new HashSet<>(steps.get(i).operands())) {
      boolean kept = i >= invariant && isMadeBefore(operand, invariant);
      if (!operand.isConstant() && !kept && lastReaders.getOrDefault(operand, -1) == i) {
        free.get(kind(operand)).push(operand.register());
      }
    }
  }

  private boolean isMadeBefore(Slot slot, int end) {
    return steps.subList(0, end).stream().anyMatch(step -> slot.equals(step.result()));
  }

  /** Which of the two kinds of registers a value lies in. */
  private static int kind(Slot slot) {
    return slot.dtype() == DType.I32 ? 1 : 0;
  }
}
