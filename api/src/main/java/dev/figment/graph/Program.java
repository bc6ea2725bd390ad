package dev.figment.graph;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable, verified list of nodes with inputs, variables updated in place, and outputs.
 *
 * <p>Only what an output or an update needs is in the list, in an order in which it can be
 * computed.
 */
public final class Program {
  private final String name;
  private final List<Tensor> nodes;
  private final Map<String, Tensor> inputs;
  private final Map<Variable, Tensor> variables;
  private final Map<String, Tensor> outputs;
  private final Map<Variable, Tensor> updates;
  private final Precision precision;
  private final int replicas;

  Program(
      String name,
      List<Tensor> nodes,
      Map<String, Tensor> inputs,
      Map<Variable, Tensor> variables,
      Map<String, Tensor> outputs,
      Map<Variable, Tensor> updates,
      Precision precision,
      int replicas) {
    this.name = name;
    this.nodes = Collections.unmodifiableList(nodes);
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    this.variables = Collections.unmodifiableMap(variables);
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
    this.precision = precision;
    this.replicas = replicas;
  }

  static Program of(
      String name,
      Map<String, Tensor> inputs,
      Map<Variable, Tensor> variables,
      Map<String, Tensor> outputs,
      Map<Variable, Tensor> updates,
      Precision precision,
      int replicas) {
    Set<Tensor> needed = new LinkedHashSet<>();
    Deque<Tensor> open = new ArrayDeque<>(outputs.values());
    open.addAll(updates.values());
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (needed.add(node)) {
        open.addAll(node.inputs());
      }
    }
    needed.addAll(inputs.values());
    Map<Variable, Tensor> used = new LinkedHashMap<>();
    variables.forEach(
        (variable, node) -> {
          if (needed.contains(node) || updates.containsKey(variable)) {
            needed.add(node);
            used.put(variable, node);
          }
        });
    List<Tensor> nodes = new ArrayList<>(needed);
    nodes.sort(Comparator.comparingInt(Tensor::id));
    Program program = new Program(name, nodes, inputs, used, outputs, updates, precision, replicas);
    ProgramVerifier.verify(program);
    return program;
  }

  public String getName() {
    return name;
  }

  /** How exactly products and convolutions are computed. */
  public Precision getPrecision() {
    return precision;
  }

  /** How many replicas run it together, each on its part of the rows of all inputs. */
  public int getReplicas() {
    return replicas;
  }

  /** All nodes, each after its inputs. */
  public List<Tensor> getNodes() {
    return nodes;
  }

  /** What every run is given, in the order of declaration; of several replicas, what one is. */
  public Map<String, Tensor> getInputs() {
    return inputs;
  }

  /** The variables that are read or updated, with the node that is their value at the beginning. */
  public Map<Variable, Tensor> getVariables() {
    return variables;
  }

  /** What can be read after a run, in the order of declaration. */
  public Map<String, Tensor> getOutputs() {
    return outputs;
  }

  /** What variables become when a run ends; all at once, after everything was computed. */
  public Map<Variable, Tensor> getUpdates() {
    return updates;
  }

  /** The position of an input by its name. */
  public int inputIndex(String inputName) {
    return index(inputs, inputName, "input");
  }

  /** The position of an output by its name. */
  public int outputIndex(String outputName) {
    return index(outputs, outputName, "output");
  }

  private int index(Map<String, Tensor> map, String wanted, String kind) {
    int index = new ArrayList<>(map.keySet()).indexOf(wanted);
    if (index < 0) {
      throw new FigmentException(
          "program " + name + " has no " + kind + " named " + wanted, "it has " + map.keySet());
    }
    return index;
  }

  /**
   * Checks the arrays that a run is given.
   *
   * @throws FigmentException naming the input that is missing or of another type
   */
  public void checkInputs(NdArray... arrays) {
    if (arrays.length != inputs.size()) {
      throw new FigmentException(
          "program " + name + " takes " + inputs.size() + " inputs, not " + arrays.length,
          "they are " + inputs.keySet());
    }
    int i = 0;
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      TensorType given = given(input.getValue().getType());
      if (!arrays[i].getType().equals(given)) {
        throw new FigmentException(
            "program "
                + name
                + ", input "
                + input.getKey()
                + ": got "
                + arrays[i].getType()
                + ", takes "
                + given);
      }
      i++;
    }
  }

  /** The rows of all replicas. */
  private TensorType given(TensorType one) {
    if (replicas == 1) {
      return one;
    }
    int[] dims = one.getShape().toArray();
    dims[0] *= replicas;
    return one.withShape(Shape.of(dims));
  }

  /**
   * Checks the array that an output is to be copied into.
   *
   * @throws FigmentException if it has another type, or there is no such output
   */
  public void checkOutput(int output, NdArray target) {
    if (output < 0 || output >= outputs.size()) {
      throw new FigmentException(
          "program " + name + " has no output " + output, "it has " + outputs.keySet());
    }
    String wanted = new ArrayList<>(outputs.keySet()).get(output);
    TensorType type = java.util.Objects.requireNonNull(outputs.get(wanted)).getType();
    if (!target.getType().equals(type)) {
      throw new FigmentException(
          "program "
              + name
              + ", output "
              + wanted
              + ": gives "
              + type
              + ", not "
              + target.getType());
    }
  }

  /** The stable text of {@link ProgramText}. */
  @Override
  public String toString() {
    return ProgramText.of(this);
  }
}
