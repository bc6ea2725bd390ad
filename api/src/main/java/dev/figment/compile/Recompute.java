package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Rewriting;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets units compute for themselves what they would read of another, where they read all that it is
 * computed from anyway: the sigmoid of a silu for its gradient, say. The value need not be written,
 * kept and read then.
 */
final class Recompute {
  private final Program program;
  private final Map<Tensor, Unit> units = new HashMap<>();
  private final Map<Tensor, List<Tensor>> readers = new HashMap<>();
  private final Set<Tensor> kept = new HashSet<>();
  private final Set<Tensor> again = new HashSet<>();

  private Recompute(Program program) {
    this.program = program;
    kept.addAll(program.getOutputs().values());
    kept.addAll(program.getUpdates().values());
    for (Tensor node : program.getNodes()) {
      for (Tensor input : node.inputs()) {
        readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    Schedule schedule = Fuse.of(program);
    for (Unit unit : schedule.getUnits()) {
      unit.getNodes().forEach(node -> units.put(node, unit));
    }
    Map<Unit, Integer> sizes = new HashMap<>();
    for (Unit unit : schedule.getUnits()) {
      for (Tensor output : unit.getOutputs()) {
        consider(unit, output, sizes);
      }
    }
  }

  /** The same program, in which some values are computed more than once. */
  static Program of(Program program) {
    Recompute recompute = new Recompute(program);
    return recompute.again.isEmpty() ? program : recompute.rebuild();
  }

  private void consider(Unit unit, Tensor value, Map<Unit, Integer> sizes) {
    if (!(value.op() instanceof Pointwise) || kept.contains(value)) {
      return;
    }
    Set<Unit> others = new HashSet<>();
    for (Tensor reader : readers.getOrDefault(value, List.of())) {
      Unit other = units.get(reader);
      if (other == unit) {
        continue;
      }
      if (other == null || !canCompute(other, value)) {
        return;
      }
      others.add(other);
    }
    for (Unit other : others) {
      if (sizes.getOrDefault(other, other.getNodes().size()) >= Fuse.LARGEST) {
        return;
      }
    }
    others.forEach(other -> sizes.merge(other, other.getNodes().size() + 1, (a, b) -> a + 1));
    again.add(value);
  }

  private static boolean canCompute(Unit unit, Tensor value) {
    return unit.isFused()
        && unit.getShape().equals(value.getShape())
        && value.inputs().stream()
            .allMatch(input -> unit.getInputs().contains(input) || Rewrites.fill(input) != null);
  }

  private Program rebuild() {
    Map<Unit, Map<Tensor, Tensor>> own = new HashMap<>();
    return Rewriting.of(
        program,
        program.getReplicas(),
        (rewriting, node) -> {
          Unit unit = units.get(node);
          Map<Tensor, Tensor> values = own.computeIfAbsent(unit, key -> new HashMap<>());
          return write(rewriting, node, unit, values);
        });
  }

  /** A node, with the inputs that a unit computes for itself. */
  private Tensor write(
      Rewriting rewriting, Tensor node, @Nullable Unit unit, Map<Tensor, Tensor> values) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      if (unit == null || !again.contains(input) || units.get(input) == unit) {
        inputs.add(rewriting.get(input));
        continue;
      }
      Tensor value = values.get(input);
      if (value == null) {
        value = write(rewriting, input, unit, values);
        values.put(input, value);
      }
      inputs.add(value);
    }
    return rewriting.graph().apply(node.op(), inputs);
  }
}
