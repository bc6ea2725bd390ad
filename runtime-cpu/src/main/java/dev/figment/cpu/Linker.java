package dev.figment.cpu;

import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.Storage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which kernel must wait for which, and from that the phases: kernels of one phase do not wait for
 * one another.
 */
final class Linker {
  private final List<Kernel> kernels;
  private final List<BitSet> followers = new ArrayList<>();

  /** Kernels in an order in which they could run one after another. */
  Linker(List<Kernel> kernels) {
    this.kernels = kernels;
    for (int i = 0; i < kernels.size(); i++) {
      followers.add(new BitSet());
      for (int before = 0; before < i; before++) {
        if (touches(kernels.get(before).getWrites(), kernels.get(i).getReads())
            || touches(kernels.get(before).getWrites(), kernels.get(i).getWrites())) {
          followers.get(before).set(i);
        }
      }
    }
  }

  private static boolean touches(List<Storage> left, List<Storage> right) {
    for (Storage storage : left) {
      if (right.contains(storage)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lets the kernel that computes a value write it over a variable's old one, if every reader of
   * the old value can run before.
   */
  boolean replace(Storage variable, Storage value) {
    int writer = -1;
    for (int i = 0; i < kernels.size(); i++) {
      if (kernels.get(i).getWrites().contains(value)) {
        if (writer >= 0) {
          return false;
        }
        writer = i;
      }
    }
    if (writer < 0) {
      return false;
    }
    BitSet later = reachable(writer);
    List<Integer> readers = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      if (kernels.get(i).getReads().contains(variable)) {
        Kernel reader = kernels.get(i);
        if (i == writer ? !(reader.isAligned(variable) && reader.isAligned(value)) : later.get(i)) {
          return false;
        }
        if (i != writer) {
          readers.add(i);
        }
      }
    }
    for (int reader : readers) {
      followers.get(reader).set(writer);
    }
    value.mergeInto(variable);
    return true;
  }

  /** Adds a kernel that overwrites a variable when nobody needs its old value any more. */
  void overwrite(Kernel copy, Storage variable) {
    int last = kernels.size();
    kernels.add(copy);
    followers.add(new BitSet());
    for (int i = 0; i < last; i++) {
      if (touches(kernels.get(i).getWrites(), copy.getReads())
          || kernels.get(i).getReads().contains(variable)) {
        followers.get(i).set(last);
      }
    }
  }

  private BitSet reachable(int from) {
    BitSet seen = new BitSet();
    BitSet open = (BitSet) followers.get(from).clone();
    while (!open.isEmpty()) {
      int next = open.nextSetBit(0);
      open.clear(next);
      seen.set(next);
      BitSet more = (BitSet) followers.get(next).clone();
      more.andNot(seen);
      open.or(more);
    }
    return seen;
  }

  /** The earliest phase of each kernel. */
  int[] phases() {
    int[] waiting = new int[kernels.size()];
    followers.forEach(next -> next.stream().forEach(i -> waiting[i]++));
    int[] phases = new int[kernels.size()];
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    for (int done = 0; done < ready.size(); done++) {
      int kernel = ready.get(done);
      followers.get(kernel).stream()
          .forEach(
              i -> {
                phases[i] = Math.max(phases[i], phases[kernel] + 1);
                if (--waiting[i] == 0) {
                  ready.add(i);
                }
              });
    }
    if (ready.size() != kernels.size()) {
      throw new IllegalStateException("kernels wait for one another");
    }
    return phases;
  }
}
