package dev.figment.graph;

import dev.figment.Tensor;
import dev.figment.op.Op;
import dev.figment.op.Placeholder;
import dev.figment.op.Random;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one replica runs of a program that several run together. */
public final class Replica {
  private Replica() {}

  /**
   * The program of one replica: its inputs are as they were declared, and it draws random numbers
   * of its own. Nodes correspond one to one, and come in the same order for all replicas.
   *
   * @param number of the replica, from 0
   */
  public static Program of(Program program, int number) {
    Graph graph = new Graph();
    graph.precision(program.getPrecision());
    Map<Tensor, Tensor> copies = new HashMap<>();
    program
        .getInputs()
        .forEach((name, node) -> copies.put(node, graph.input(name, node.getType())));
    program.getVariables().forEach((variable, node) -> copies.put(node, graph.read(variable)));
    for (Tensor node : program.getNodes()) {
      if (!(node.op() instanceof Placeholder)) {
        List<Tensor> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(copy(copies, input)));
        Op op = node.op() instanceof Random ? ((Random) node.op()).ofReplica(number) : node.op();
        copies.put(node, graph.within(node.place(), () -> graph.apply(op, inputs)));
      }
    }
    program.getOutputs().forEach((name, node) -> graph.output(name, copy(copies, node)));
    program.getUpdates().forEach((variable, node) -> graph.update(variable, copy(copies, node)));
    return graph.build(program.getName());
  }

  private static Tensor copy(Map<Tensor, Tensor> copies, Tensor node) {
    return Objects.requireNonNull(copies.get(node));
  }
}
