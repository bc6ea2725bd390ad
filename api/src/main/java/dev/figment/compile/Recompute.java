package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Rewriting;
import dev.figment.op.Broadcast;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets units compute for themselves what they would read of another, where that costs no more:
 * where they read all that it is computed from anyway, as the sigmoid of a silu for its gradient;
 * or where it is another value moved or scaled by a few numbers, as by a bias, and they read that
 * other one instead. The value need not be written and kept then.
 */
final class Recompute {
  /** How many times fewer numbers are a few. */
  private static final int FEW = 16;

  private final Program program;
  private final Map<Tensor, Unit> units = new HashMap<>();
  private final Map<Tensor, List<Tensor>> readers = new HashMap<>();
  private final Set<Tensor> kept = new HashSet<>();
  private final Set<Tensor> again = new HashSet<>();

  private final boolean moves;

  private Recompute(Program program, boolean moves) {
    this.program = program;
    this.moves = moves;
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

  /**
   * The same program, in which some values are computed more than once. Where units that read alike
   * do not meet any more because of moved values, these are written as before.
   *
   * @param moves whether moved values are among them
   */
  static Program of(Program program, boolean moves) {
    Program written = again(program, false);
    Program moved = moves ? again(program, true) : written;
    return units(moved) <= units(written) ? moved : written;
  }

  private static int units(Program program) {
    return Fuse.of(program).getUnits().size();
  }

  private static Program again(Program program, boolean moves) {
    Recompute recompute = new Recompute(program, moves);
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

  private boolean canCompute(Unit unit, Tensor value) {
    if (!unit.isFused() || !unit.getShape().equals(value.getShape())) {
      return false;
    }
    boolean moved = moves && ((Pointwise) value.op()).isArithmetic();
    List<Tensor> more = new ArrayList<>();
    for (Tensor input : value.inputs()) {
      boolean known = unit.getInputs().contains(input) || Rewrites.fill(input) != null;
      if (!known && !(moved && isFew(input))) {
        more.add(input);
      }
    }
    return more.isEmpty() || (moved && more.size() == 1 && isWritten(more.get(0), value));
  }

  private static boolean isFew(Tensor input) {
    return input.op() instanceof Broadcast
        && input.inputs().get(0).getShape().getSize() <= input.getShape().getSize() / FEW;
  }

  /** Whether a value is in memory anyway, since the unit of another reads it. */
  private boolean isWritten(Tensor input, Tensor reader) {
    Unit unit = units.get(reader);
    return unit != null && unit.getInputs().contains(input);
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
