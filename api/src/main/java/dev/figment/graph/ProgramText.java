package dev.figment.graph;

import dev.figment.Precision;
import dev.figment.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Programs as stable text, one node a line: for golden files, for people, and as a cache key. */
public final class ProgramText {
  private ProgramText() {}

  /** Nodes are numbered in the program's order, whatever their graph called them. */
  public static String of(Program program) {
    Map<Tensor, Integer> numbers = new HashMap<>();
    StringBuilder text = new StringBuilder("program ").append(program.getName());
    if (program.getPrecision() != Precision.FP32) {
      text.append(" in ").append(program.getPrecision());
    }
    if (program.getReplicas() > 1) {
      text.append(" on ").append(program.getReplicas()).append(" replicas");
    }
    text.append('\n');
    for (Tensor node : program.getNodes()) {
      numbers.put(node, numbers.size());
      text.append("  %").append(numbers.get(node)).append(' ').append(node.getType());
      text.append(" = ").append(node.op());
      for (Tensor input : node.inputs()) {
        text.append(" %").append(numbers.get(input));
      }
      text.append('\n');
    }
    program
        .getUpdates()
        .forEach(
            (variable, node) ->
                text.append("  update ")
                    .append(variable.getName())
                    .append(" = %")
                    .append(numbers.get(node))
                    .append('\n'));
    program
        .getOutputs()
        .forEach(
            (name, node) ->
                text.append("  output ")
                    .append(name)
                    .append(" = %")
                    .append(numbers.get(node))
                    .append('\n'));
    return text.toString();
  }
}
