package dev.figment.testing;

import dev.figment.compile.Command;
import dev.figment.compile.Memory;
import dev.figment.compile.Plan;
import dev.figment.compile.PlanMemory;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Judges where a plan puts values without knowing how it chose: runs the commands with names in the
 * place of numbers. A byte holds the name of the value that was written to it last, and a command
 * that finds another name than that of the value it reads has lost it.
 *
 * <p>Values are told apart that share memory on purpose: what a variable was before the program,
 * and what is written over it.
 */
public final class PlanOracle {
  private final Plan<?> plan;
  private final Memory arena;
  private final IdentityHashMap<Memory, Owners> memories = new IdentityHashMap<>();
  private final Set<Storage> written = Collections.newSetFromMap(new IdentityHashMap<>());

  /** How many commands are still to write parts of a value. */
  private final IdentityHashMap<Storage, Integer> missing = new IdentityHashMap<>();

  private PlanOracle(Plan<?> plan, Memory arena) {
    this.plan = plan;
    this.arena = arena;
    for (List<? extends Command> phase : plan.getPhases()) {
      for (Command command : phase) {
        command.getWrites().forEach(storage -> missing.merge(storage, 1, Integer::sum));
      }
    }
  }

  /**
   * Checks a plan whose values were placed in an arena.
   *
   * @throws AssertionError if a value is overwritten before it is read, if commands that may run at
   *     the same time disturb each other, or if a value is outside the arena or not aligned
   */
  public static void check(Plan<?> plan, Memory arena) {
    PlanOracle oracle = new PlanOracle(plan, arena);
    oracle.checkPlaces();
    oracle.run();
  }

  private void checkPlaces() {
    for (Storage storage : plan.getPlaces().keySet()) {
      Area area = new Area(storage);
      require(area.memory() == arena, "%s is not in the arena", area);
      require(
          area.start() >= 0 && area.end() <= arena.getBytes(),
          "%s is not within the arena's %s bytes",
          area,
          arena.getBytes());
      require(area.start() % PlanMemory.ALIGNMENT == 0, "%s is not aligned", area);
    }
  }

  private void run() {
    for (View input : plan.getInputs()) {
      write("the input", new Area(input.getStorage()), input.getStorage());
    }
    int number = 0;
    for (List<? extends Command> phase : plan.getPhases()) {
      for (int i = 0; i < phase.size(); i++) {
        String who = phase.get(i).getName() + " in phase " + number;
        for (Command other : phase.subList(i + 1, phase.size())) {
          checkApart(who, phase.get(i), other);
        }
        run(who, phase.get(i));
      }
      number++;
    }
    for (View output : plan.getOutputs()) {
      read("the output", new Area(output.getStorage()));
    }
  }

  /** Commands of one phase may run at the same time: none writes where another reads or writes. */
  private static void checkApart(String who, Command one, Command other) {
    List<Area> oneWrites = areas(one.getWrites(), one.getScratch());
    List<Area> otherWrites = areas(other.getWrites(), other.getScratch());
    checkApart(who, oneWrites, areas(other.getReads()));
    checkApart(who, oneWrites, otherWrites);
    checkApart(who, areas(one.getReads()), otherWrites);
  }

  private static void checkApart(String who, List<Area> ones, List<Area> others) {
    for (Area one : ones) {
      for (Area other : others) {
        require(
            !one.meets(other), "%s: %s meets another command's %s of this phase", who, one, other);
      }
    }
  }

  private void run(String who, Command command) {
    List<Area> reads = areas(command.getReads());
    List<Area> writes = areas(command.getWrites());
    List<Area> scratch = areas(command.getScratch());
    checkWithin(who, command, reads, writes, scratch);
    reads.forEach(area -> readWhole(who, area));
    scratch.forEach(area -> write(who, area, command));
    for (Area area : writes) {
      // A variable that is overwritten holds neither its old value nor one that others may read.
      write(who, area, area.storage().isPlanned() ? area.storage() : command);
    }
    command.getWrites().forEach(storage -> missing.merge(storage, -1, Integer::sum));
  }

  private void readWhole(String who, Area area) {
    boolean whole = !area.storage().isPlanned() || missing.getOrDefault(area.storage(), 0) == 0;
    require(whole, "%s reads %s before all of it is written", who, area);
    read(who, area);
  }

  /** What a command writes may share bytes with what it reads only element by element. */
  private static void checkWithin(
      String who, Command command, List<Area> reads, List<Area> writes, List<Area> scratch) {
    checkApart(who, scratch, reads);
    checkApart(who, scratch, writes);
    checkDistinct(who, scratch);
    checkDistinct(who, writes);
    for (Area write : writes) {
      for (Area read : reads) {
        boolean inPlace =
            write.start() == read.start()
                && command.isAligned(write.storage())
                && command.isAligned(read.storage());
        require(!write.meets(read) || inPlace, "%s: writes %s and reads %s", who, write, read);
      }
    }
  }

  private static void checkDistinct(String who, List<Area> areas) {
    for (int i = 1; i < areas.size(); i++) {
      checkApart(who, areas.subList(i - 1, i), areas.subList(i, areas.size()));
    }
  }

  private void read(String who, Area area) {
    Object expected = area.storage().isPlanned() ? area.storage() : area.memory();
    for (Object owner : owners(area).of(area.start(), area.end())) {
      require(owner == expected, "%s reads %s, where there is '%s'", who, area, name(owner));
    }
  }

  /** Who writes a value in several parts must find the earlier ones. */
  private void write(String who, Area area, Object owner) {
    if (owner == area.storage() && !written.add(area.storage())) {
      read(who, area);
    }
    owners(area).set(area.start(), area.end(), owner);
  }

  private Owners owners(Area area) {
    return memories.computeIfAbsent(area.memory(), Owners::new);
  }

  private static String name(Object owner) {
    if (owner instanceof Command) {
      return "what " + ((Command) owner).getName() + " left";
    }
    return owner instanceof Memory ? "nothing of this program" : owner.toString();
  }

  @SafeVarargs
  private static List<Area> areas(List<Storage>... groups) {
    List<Area> areas = new ArrayList<>();
    for (List<Storage> group : groups) {
      group.forEach(storage -> areas.add(new Area(storage)));
    }
    return areas;
  }

  private static void require(boolean holds, String message, Object... parts) {
    if (!holds) {
      throw new AssertionError(String.format(java.util.Locale.ROOT, message, parts));
    }
  }
}
