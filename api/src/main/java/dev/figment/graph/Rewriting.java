package dev.figment.graph;

import dev.figment.Tensor;
import dev.figment.op.Placeholder;
import java.util.HashMap;
import java.util.Map;

/** A program written anew, node by node, with the same inputs, variables, outputs and updates. */
public final class Rewriting {
  private final Graph graph = new Graph();
  private final Map<Tensor, Tensor> known = new HashMap<>();

  private Rewriting() {}

  /** How a node is written. */
  @FunctionalInterface
  public interface Rule {
    /** The value that stands for a node of the old program, whose inputs were written before. */
    Tensor write(Rewriting rewriting, Tensor node);
  }

  /** The new program, for as many replicas. */
  public static Program of(Program program, int replicas, Rule rule) {
    Rewriting rewriting = new Rewriting();
    Graph graph = rewriting.graph;
    Map<Tensor, Tensor> known = rewriting.known;
    graph.precision(program.getPrecision());
    graph.replicas(replicas);
    program.getInputs().forEach((name, node) -> known.put(node, graph.input(name, node.getType())));
    program.getVariables().forEach((variable, node) -> known.put(node, graph.read(variable)));
    for (Tensor node : program.getNodes()) {
      if (!(node.op() instanceof Placeholder)) {
        known.put(node, graph.within(node.place(), () -> rule.write(rewriting, node)));
      }
    }
    program.getOutputs().forEach((name, node) -> graph.output(name, rewriting.get(node)));
    program.getUpdates().forEach((variable, node) -> graph.update(variable, rewriting.get(node)));
    return graph.build(program.getName());
  }

  /** The graph of the new program. */
  public Graph graph() {
    return graph;
  }

  /** What stands for a node of the old program. */
  public Tensor get(Tensor node) {
    Tensor found = known.get(node);
    if (found == null) {
      throw new IllegalStateException(node + " is read before it is computed");
    }
    return found;
  }
}
