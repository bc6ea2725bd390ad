package dev.figment.testing;

import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A program with variables, to be run for several steps: what training is made of. */
public final class StepCase {
  /** Adds the program's nodes, updates and outputs to a graph. */
  @FunctionalInterface
  public interface Body {
    void build(Graph graph, List<Variable> variables);
  }

  private final String name;
  private final List<Variable> variables;
  private final Body body;
  private final IntFunction<NdArray[]> inputs;

  StepCase(String name, List<Variable> variables, Body body, IntFunction<NdArray[]> inputs) {
    this.name = name;
    this.variables = List.copyOf(variables);
    this.body = body;
    this.inputs = inputs;
  }

  /** Every case, each with variables of its own. */
  public static List<StepCase> all() {
    return new ArrayList<>(StepCases.all());
  }

  public String getName() {
    return name;
  }

  public List<Variable> getVariables() {
    return variables;
  }

  public Program build() {
    return build(Precision.FP32);
  }

  public Program build(Precision precision) {
    Graph graph = new Graph();
    graph.precision(precision);
    body.build(graph, variables);
    return graph.build(name);
  }

  /** What the program is run on in a step. */
  public NdArray[] inputs(int step) {
    return inputs.apply(step);
  }

  @Override
  public String toString() {
    return name;
  }
}
