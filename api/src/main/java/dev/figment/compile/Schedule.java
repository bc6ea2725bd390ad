package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import java.util.Collections;
import java.util.List;

/**
 * A program as units in an order in which they can run. Values that cost nothing are in no unit:
 * inputs, variables, constants and views (broadcast, reshape, transpose, slice).
 */
public final class Schedule {
  private final Program program;
  private final List<Unit> units;

  Schedule(Program program, List<Unit> units) {
    this.program = program;
    this.units = Collections.unmodifiableList(units);
  }

  public Program getProgram() {
    return program;
  }

  public List<Unit> getUnits() {
    return units;
  }

  /** One unit a line: its ops, the shape it runs over, and how many values it reads and writes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("schedule of ").append(program.getName()).append('\n');
    for (Unit unit : units) {
      text.append("  ").append(unit).append(" over ").append(unit.getShape());
      text.append(": ").append(unit.getInputs().size()).append(" in, ");
      text.append(unit.getOutputs().size()).append(" out");
      for (Tensor output : unit.getOutputs()) {
        text.append(' ').append(output.getType());
      }
      text.append('\n');
    }
    return text.toString();
  }
}
