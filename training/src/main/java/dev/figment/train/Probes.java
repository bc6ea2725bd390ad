package dev.figment.train;

import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of a program that shows its nodes as outputs, of several replicas their means, and updates
 * nothing.
 */
final class Probes {
  private Probes() {}

  /** With outputs {@code node0, node1, ...} for the given nodes. */
  static Program of(Program original, List<Tensor> shown) {
    Graph graph = new Graph();
    Map<Tensor, Tensor> copies = new HashMap<>();
    original
        .getInputs()
        .forEach((name, node) -> copies.put(node, graph.input(name, node.getType())));
    Map<Tensor, Variable> variables = new HashMap<>();
    original.getVariables().forEach((variable, node) -> variables.put(node, variable));
    for (Tensor node : original.getNodes()) {
      Variable variable = variables.get(node);
      if (variable != null) {
        copies.put(node, graph.read(variable));
      } else if (!(node.op() instanceof Placeholder)) {
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor input : node.inputs()) {
          inputs.add(java.util.Objects.requireNonNull(copies.get(input)));
        }
        copies.put(node, graph.apply(node.op(), inputs));
      }
    }
    graph.replicas(original.getReplicas());
    for (int i = 0; i < shown.size(); i++) {
      Tensor node = java.util.Objects.requireNonNull(copies.get(shown.get(i)));
      graph.output("node" + i, graph.getReplicas() == 1 ? node : node.replicaMean());
    }
    graph.precision(original.getPrecision());
    return graph.build("probe");
  }
}
