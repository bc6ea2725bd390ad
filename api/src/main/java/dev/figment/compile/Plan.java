package dev.figment.compile;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program as a backend's commands: what runs after what, and where in one arena each value lies.
 * Variables and constants lie outside it.
 *
 * @param <C> the backend's commands
 */
public final class Plan<C extends Command> {
  private final Kernels<C> kernels;
  private final Lowering<C> lowering;
  private final Values values;
  private final Map<Variable, Storage> variables = new HashMap<>();
  private final List<View> inputs = new ArrayList<>();
  private final List<View> outputs = new ArrayList<>();
  private final Set<Storage> pinned = new HashSet<>();
  private final TreeMap<Integer, List<C>> phases = new TreeMap<>();
  private final Map<Storage, PlanMemory.Value> places = new LinkedHashMap<>();
  private final Work work;
  private final long arenaBytes;

  private Plan(Program program, Kernels<C> kernels) {
    Halves halves = new Halves(program, kernels.half(), kernels.large());
    this.kernels = kernels;
    this.lowering = new Lowering<>(halves, kernels);
    this.work = Work.of(program, halves);
    this.values = lowering.getValues();
    declare(program);
    lowering.lower(Fuse.of(program));
    for (Tensor output : program.getOutputs().values()) {
      View view = values.view(output);
      if (!view.getStorage().isPlanned() || view.getFormat().isHalf()) {
        int[] rows = Orders.rows(output.getShape().getRank());
        view = lowering.copied(output, rows);
      }
      pinned.add(view.getStorage());
      outputs.add(view);
    }
    Set<Storage> updates = new HashSet<>();
    program.getUpdates().values().forEach(node -> updates.add(values.view(node).getStorage()));
    kernels.join(kernels.getCommands(), updates);
    schedule(update(program));
    arenaBytes = PlanMemory.place(new ArrayList<>(places.values()));
  }

  /**
   * The plan of a program.
   *
   * @throws FigmentException if its batch is free, it has values in double precision, or it is for
   *     several replicas
   */
  public static <C extends Command> Plan<C> of(Program program, Kernels<C> kernels) {
    check(program, kernels.getBackend());
    // In 16 bits moved values stay as they are: gradients of gradients were less exact without.
    boolean moves = kernels.half() == null;
    return new Plan<>(Recompute.of(Simplify.of(program), moves), kernels);
  }

  private static void check(Program program, String backend) {
    if (program.getReplicas() != 1) {
      throw new FigmentException(
          "program "
              + program.getName()
              + " is for "
              + program.getReplicas()
              + " replicas, the "
              + backend
              + " backend has one",
          "build it for as many as Backend.getReplicas() says");
    }
    for (Tensor node : program.getNodes()) {
      if (node.getShape().isFree()) {
        throw new FigmentException(
            "program " + program.getName() + " cannot run with a free batch: " + node,
            "build it for a batch size");
      }
      if (node.getDtype() == DType.F64) {
        throw new FigmentException(
            "program "
                + program.getName()
                + " has f64 values, which the "
                + backend
                + " backend does not compute: "
                + node,
            "cast them to f32, or use the reference backend");
      }
    }
  }

  private void declare(Program program) {
    for (Tensor input : program.getInputs().values()) {
      Storage storage = Storage.planned("input " + input, input.getType().getBytes());
      View view = View.rows(storage, input.getDtype(), input.getShape());
      inputs.add(view);
      values.put(input, view);
    }
    program
        .getVariables()
        .forEach(
            (variable, node) -> {
              Storage storage = Storage.fixed("variable " + variable, kernels.variable(variable));
              variables.put(variable, storage);
              values.put(
                  node, View.ordered(storage, node.getDtype(), node.getShape(), order(variable)));
            });
  }

  /** Lets updates overwrite their variables, in place where nobody reads the old value later. */
  private Linker<C> update(Program program) {
    Map<Variable, Storage> results = new LinkedHashMap<>();
    Set<Storage> used = new HashSet<>(pinned);
    inputs.forEach(input -> used.add(input.getStorage()));
    program
        .getUpdates()
        .forEach(
            (variable, node) -> {
              View view = values.view(node);
              boolean own =
                  view.isDense(order(variable))
                      && view.getOffset() == 0
                      && view.getStorage().isPlanned()
                      && view.getStorage().getBytes() == node.getType().getBytes();
              results.put(
                  variable,
                  own && used.add(view.getStorage())
                      ? view.getStorage()
                      : lowering.copied(node, order(variable)).getStorage());
            });
    Linker<C> linker = new Linker<>(kernels.getCommands());
    results.forEach(
        (variable, result) -> {
          Storage target = Objects.requireNonNull(variables.get(variable));
          if (!linker.replace(target, result)) {
            linker.overwrite(copy(variable, result, target), target);
          }
        });
    return linker;
  }

  private C copy(Variable variable, Storage from, Storage to) {
    Shape shape = variable.getType().getShape();
    var dtype = variable.getType().getDtype();
    return Lowering.copied(
        kernels.loop("update " + variable, shape, order(variable)),
        List.of(View.ordered(from, dtype, shape, order(variable))),
        List.of(View.ordered(to, dtype, shape, order(variable))));
  }

  private int[] order(Variable variable) {
    return kernels.variableOrder(variable.getType().getShape().getRank());
  }

  /** Puts commands into phases, and says from when to when each value needs room. */
  private void schedule(Linker<C> linker) {
    List<C> commands = kernels.getCommands();
    int[] when = kernels.gathersUpdates() ? linker.phasesWithUpdatesLast() : linker.phases();
    linker.gather(when, kernels::joins);
    Map<Storage, int[]> alive = new LinkedHashMap<>();
    for (int i = 0; i < commands.size(); i++) {
      C command = commands.get(i);
      phases.computeIfAbsent(when[i], phase -> new ArrayList<>()).add(command);
      for (List<Storage> group :
          Arrays.asList(command.getReads(), command.getWrites(), command.getScratch())) {
        for (Storage storage : group) {
          extend(alive, storage, when[i]);
        }
      }
    }
    int last = phases.isEmpty() ? 0 : phases.lastKey();
    for (View input : inputs) {
      extend(alive, input.getStorage(), -1);
    }
    for (Storage storage : pinned) {
      extend(alive, storage, last);
    }
    alive.forEach(
        (storage, time) ->
            places.put(storage, new PlanMemory.Value(storage.getBytes(), time[0], time[1])));
  }

  private static void extend(Map<Storage, int[]> alive, Storage storage, int when) {
    if (storage.root().isPlanned()) {
      int[] known = alive.computeIfAbsent(storage.root(), key -> new int[] {when, when});
      known[0] = Math.min(known[0], when);
      known[1] = Math.max(known[1], when);
    }
  }

  /** What a run computes and moves, where values have the bits that they have here. */
  public Work getWork() {
    return work;
  }

  /** The bytes of the arena. */
  public long getArenaBytes() {
    return arenaBytes;
  }

  /** Places every value in an arena of at least that size. */
  public void place(Memory arena) {
    places.forEach((storage, value) -> storage.place(arena, value.getOffset()));
  }

  /** When each value of the arena needs its room, counted in phases; before the first is -1. */
  public Map<Storage, PlanMemory.Value> getPlaces() {
    return Collections.unmodifiableMap(places);
  }

  /** The commands: those of one phase wait only for earlier phases. */
  public List<List<C>> getPhases() {
    return new ArrayList<>(phases.values());
  }

  /** Where the program's inputs are written, in its order; all are row-major. */
  public List<View> getInputs() {
    return Collections.unmodifiableList(inputs);
  }

  /** Where the program's outputs are read, in its order. */
  public List<View> getOutputs() {
    return Collections.unmodifiableList(outputs);
  }
}
