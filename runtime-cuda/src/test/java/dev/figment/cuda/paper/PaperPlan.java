package dev.figment.cuda.paper;

import dev.figment.compile.Memory;
import dev.figment.compile.Plan;
import dev.figment.compile.Storage;
import dev.figment.cuda.kernel.CudaKernels;
import dev.figment.cuda.kernel.Joined;
import dev.figment.cuda.kernel.Launch;
import dev.figment.cuda.source.KernelText;
import dev.figment.graph.Program;
import dev.figment.graph.Replica;
import dev.figment.graph.Variable;
import dev.figment.testing.PlanOracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program as launches, with every value placed in an arena. */
final class PaperPlan {
  private final PaperDevice device;
  private final Map<Variable, Memory> variables = new HashMap<>();
  private final Program program;
  private final Plan<Launch> plan;
  private final Memory arena;

  PaperPlan(Program program) {
    this(program, new PaperDevice());
  }

  PaperPlan(Program program, PaperDevice device) {
    this(program, device, 4096);
  }

  /** With values of 16 bits from so many elements on, where the program's precision has them. */
  PaperPlan(Program program, int large) {
    this(program, new PaperDevice(), large);
  }

  PaperPlan(Program program, PaperDevice device, int large) {
    this.device = device;
    this.program = program;
    this.plan =
        Plan.of(
            program.getReplicas() == 1 ? program : Replica.of(program, 1),
            new CudaKernels(
                device,
                program.getPrecision(),
                large,
                this::variable,
                array -> device.allocate(array.getType().getBytes(), "a constant")));
    this.arena = device.allocate(plan.getArenaBytes(), "the arena");
    plan.place(arena);
  }

  private Memory variable(Variable variable) {
    return variables.computeIfAbsent(
        variable, key -> device.allocate(key.getType().getBytes(), "variable " + key));
  }

  PaperDevice device() {
    return device;
  }

  Plan<Launch> plan() {
    return plan;
  }

  Memory arena() {
    return arena;
  }

  /** All launches as they were planned, in an order in which they can run. */
  List<Launch> launches() {
    List<Launch> launches = new ArrayList<>();
    plan.getPhases().forEach(launches::addAll);
    return launches;
  }

  /** All launches, joined as they are on a GPU, in an order in which they can run. */
  List<Launch> joined() {
    List<Launch> launches = new ArrayList<>();
    plan.getPhases().forEach(phase -> launches.addAll(Joined.of(phase)));
    return launches;
  }

  /** How many launches are recorded. */
  int recorded() {
    return joined().size();
  }

  /** The bytes of the values that launches read and write, each once for each launch. */
  long touched() {
    return launches().stream()
        .flatMap(launch -> Stream.of(launch.getReads(), launch.getWrites()))
        .mapToLong(PaperPlan::bytes)
        .sum();
  }

  private static long bytes(List<Storage> storages) {
    return storages.stream().map(Storage::root).distinct().mapToLong(Storage::getBytes).sum();
  }

  /** All kernels that are made of text, joined as they are on a GPU. */
  List<KernelText> kernels() {
    List<KernelText> kernels = new ArrayList<>();
    joined().forEach(launch -> kernels.addAll(launch.getKernels()));
    return kernels;
  }

  /** Fails if a value is lost, naming the program. */
  void check() {
    try {
      PlanOracle.check(plan, arena);
    } catch (AssertionError lost) {
      throw new AssertionError("program " + program.getName() + ": " + lost.getMessage(), lost);
    }
  }
}
