package dev.figment.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which command must wait for which, and from that the phases: commands of one phase do not wait
 * for one another.
 */
final class Linker<C extends Command> {
  private final List<C> commands;
  private final List<BitSet> followers = new ArrayList<>();

  /** Commands in an order in which they could run one after another. */
  Linker(List<C> commands) {
    this.commands = commands;
    for (int i = 0; i < commands.size(); i++) {
      followers.add(new BitSet());
      for (int before = 0; before < i; before++) {
        if (touches(commands.get(before).getWrites(), commands.get(i).getReads())
            || touches(commands.get(before).getWrites(), commands.get(i).getWrites())) {
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
   * Lets the command that computes a value write it over a variable's old one, if every reader of
   * the old value can run before.
   */
  boolean replace(Storage variable, Storage value) {
    int writer = -1;
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i).getWrites().contains(value)) {
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
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i).getReads().contains(variable)) {
        C reader = commands.get(i);
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

  /** Adds a command that overwrites a variable when nobody needs its old value any more. */
  void overwrite(C copy, Storage variable) {
    int last = commands.size();
    commands.add(copy);
    followers.add(new BitSet());
    for (int i = 0; i < last; i++) {
      if (touches(commands.get(i).getWrites(), copy.getReads())
          || commands.get(i).getReads().contains(variable)) {
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

  /** The earliest phase of each command. */
  int[] phases() {
    int[] waiting = new int[commands.size()];
    followers.forEach(next -> next.stream().forEach(i -> waiting[i]++));
    int[] phases = new int[commands.size()];
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    for (int done = 0; done < ready.size(); done++) {
      int command = ready.get(done);
      followers.get(command).stream()
          .forEach(
              i -> {
                phases[i] = Math.max(phases[i], phases[command] + 1);
                if (--waiting[i] == 0) {
                  ready.add(i);
                }
              });
    }
    if (ready.size() != commands.size()) {
      throw new IllegalStateException("commands wait for one another");
    }
    return phases;
  }

  /** The same with commands that write variables in the last phase, if nobody waits for them. */
  int[] phasesWithUpdatesLast() {
    int[] phases = phases();
    int last = Arrays.stream(phases).max().orElse(0);
    for (int i = 0; i < phases.length; i++) {
      if (followers.get(i).isEmpty()
          && commands.get(i).getWrites().stream().allMatch(Linker::isVariable)) {
        phases[i] = last;
      }
    }
    return phases;
  }

  /**
   * Puts off commands that can be one launch with others until there are such, where nobody waits
   * for them earlier; of several such phases to the one whose commands move the fewest bytes.
   */
  void gather(int[] phases, Predicate<C> joins) {
    int last = Arrays.stream(phases).max().orElse(0);
    int[] counts = new int[last + 1];
    long[] bytes = new long[last + 1];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < phases.length; i++) {
      if (joins.test(commands.get(i))) {
        order.add(i);
        counts[phases[i]]++;
        bytes[phases[i]] += bytes(commands.get(i));
      }
    }
    order.sort(Comparator.comparingInt((Integer i) -> -phases[i]));
    for (int i : order) {
      int now = phases[i];
      int latest = followers.get(i).stream().map(next -> phases[next] - 1).min().orElse(last);
      int best = now;
      for (int phase = now + 1; counts[now] == 1 && phase <= latest; phase++) {
        if (counts[phase] > 0 && (best == now || bytes[phase] < bytes[best])) {
          best = phase;
        }
      }
      if (best != now) {
        phases[i] = best;
        counts[now]--;
        counts[best]++;
        bytes[best] += bytes(commands.get(i));
      }
    }
  }

  private static long bytes(Command command) {
    return Stream.of(command.getReads(), command.getWrites())
        .flatMap(List::stream)
        .mapToLong(Storage::getBytes)
        .sum();
  }

  private static boolean isVariable(Storage storage) {
    return !storage.root().isPlanned();
  }
}
