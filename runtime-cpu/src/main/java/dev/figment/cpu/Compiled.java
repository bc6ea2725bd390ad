package dev.figment.cpu;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.compile.Fuse;
import dev.figment.compile.PlanMemory;
import dev.figment.compile.Simplify;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.LoopBuilder;
import dev.figment.cpu.kernel.Orders;
import dev.figment.cpu.kernel.Storage;
import dev.figment.cpu.kernel.View;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A program as phases of bound kernels, with the memory that they work in. */
final class Compiled {
  private final Program program;
  private final Values values;
  private final Lowering lowering;
  private final Map<Variable, Storage> variables = new HashMap<>();
  private final List<View> inputs = new ArrayList<>();
  private final List<View> outputs = new ArrayList<>();
  private final List<Port> inputPorts = new ArrayList<>();
  private final List<Port> outputPorts = new ArrayList<>();
  private final Set<Storage> pinned = new HashSet<>();
  private final List<Phase> phases = new ArrayList<>();
  private final NativeResources resources = new NativeResources();
  private final int workers;

  Compiled(Program program, Dnnl dnnl, int workers, Variables store) {
    this.program = Simplify.of(program);
    this.workers = workers;
    this.values =
        new Values(
            array -> {
              NativeBlock block = NativeBlock.allocate(array.getType().getBytes(), "a constant");
              resources.own(block);
              Storage storage = Storage.fixed("constant", block);
              new Port(View.rows(storage, array.getDtype(), array.getShape())).write(array);
              return storage;
            });
    this.lowering = new Lowering(dnnl, workers, values);
    try {
      compile(store);
    } catch (RuntimeException | Error failed) {
      resources.free();
      throw failed;
    }
  }

  private void compile(Variables store) {
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
              Storage storage = Storage.fixed("variable " + variable, store.get(variable));
              variables.put(variable, storage);
              values.put(node, View.rows(storage, node.getDtype(), node.getShape()));
            });
    lowering.lower(Fuse.of(program));
    for (Tensor output : program.getOutputs().values()) {
      View view = values.view(output);
      if (!view.getStorage().isPlanned()) {
        view = View.rows(lowering.copied(output), output.getDtype(), output.getShape());
      }
      pinned.add(view.getStorage());
      outputs.add(view);
    }
    place(update());
  }

  /** Lets updates overwrite their variables, in place where nobody reads the old value later. */
  private Linker update() {
    Map<Variable, Storage> results = new LinkedHashMap<>();
    Set<Storage> used = new HashSet<>(pinned);
    inputs.forEach(input -> used.add(input.getStorage()));
    program
        .getUpdates()
        .forEach(
            (variable, node) -> {
              View view = values.view(node);
              boolean own =
                  view.isRows()
                      && view.getOffset() == 0
                      && view.getStorage().isPlanned()
                      && view.getStorage().getBytes() == node.getType().getBytes();
              Storage result =
                  own && used.add(view.getStorage()) ? view.getStorage() : lowering.copied(node);
              results.put(variable, result);
            });
    Linker linker = new Linker(lowering.getKernels());
    results.forEach(
        (variable, result) -> {
          Storage target = storage(variable);
          if (!linker.replace(target, result)) {
            linker.overwrite(copy(variable, result, target), target);
          }
        });
    return linker;
  }

  private Storage storage(Variable variable) {
    return Objects.requireNonNull(variables.get(variable));
  }

  private Kernel copy(Variable variable, Storage from, Storage to) {
    var shape = variable.getType().getShape();
    var dtype = variable.getType().getDtype();
    LoopBuilder loop =
        new LoopBuilder("update " + variable, shape, Orders.rows(shape.getRank()), workers);
    loop.store(loop.load(View.rows(from, dtype, shape)), View.rows(to, dtype, shape));
    return loop.build();
  }

  /** Plans the arena and binds the kernels. */
  private void place(Linker linker) {
    List<Kernel> kernels = lowering.getKernels();
    int[] when = linker.phases();
    int last = 0;
    for (int phase : when) {
      last = Math.max(last, phase);
    }
    Map<Storage, int[]> alive = new LinkedHashMap<>();
    List<List<Kernel>> byPhase = new ArrayList<>();
    for (int phase = 0; phase <= last; phase++) {
      byPhase.add(new ArrayList<>());
    }
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      byPhase.get(when[i]).add(kernel);
      for (List<Storage> group :
          List.of(kernel.getReads(), kernel.getWrites(), kernel.getScratch())) {
        for (Storage storage : group) {
          extend(alive, storage, when[i], when[i]);
        }
      }
    }
    for (View input : inputs) {
      extend(alive, input.getStorage(), -1, -1);
    }
    for (Storage storage : pinned) {
      extend(alive, storage, last, last);
    }
    allocate(alive);
    inputs.forEach(view -> inputPorts.add(new Port(view)));
    outputs.forEach(view -> outputPorts.add(new Port(view)));
    for (List<Kernel> phase : byPhase) {
      for (Kernel kernel : phase) {
        bind(kernel);
      }
      if (!phase.isEmpty()) {
        phases.add(new Phase(phase, workers));
      }
    }
  }

  private void bind(Kernel kernel) {
    resources.own(kernel);
    try {
      kernel.bind();
    } catch (FigmentException known) {
      throw known;
    } catch (RuntimeException refused) {
      throw new FigmentException(refused, kernel.getName() + " could not be prepared: " + refused);
    }
  }

  private static void extend(Map<Storage, int[]> alive, Storage storage, int first, int last) {
    if (storage.root().isPlanned()) {
      int[] known = alive.computeIfAbsent(storage.root(), key -> new int[] {first, last});
      known[0] = Math.min(known[0], first);
      known[1] = Math.max(known[1], last);
    }
  }

  private void allocate(Map<Storage, int[]> alive) {
    List<PlanMemory.Value> plan = new ArrayList<>();
    List<Storage> storages = new ArrayList<>();
    alive.forEach(
        (storage, time) -> {
          storages.add(storage);
          plan.add(new PlanMemory.Value(storage.getBytes(), time[0], time[1]));
        });
    long size = PlanMemory.place(plan);
    NativeBlock arena = NativeBlock.allocate(size, "program " + program.getName());
    resources.own(arena);
    for (int i = 0; i < storages.size(); i++) {
      storages.get(i).place(arena, plan.get(i).getOffset());
    }
  }

  List<Port> getInputs() {
    return inputPorts;
  }

  List<Port> getOutputs() {
    return outputPorts;
  }

  List<Phase> getPhases() {
    return phases;
  }

  NativeResources getResources() {
    return resources;
  }
}
