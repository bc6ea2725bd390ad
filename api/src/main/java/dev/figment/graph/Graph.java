package dev.figment.graph;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.Constant;
import dev.figment.op.Iota;
import dev.figment.op.Op;
import dev.figment.op.Placeholder;
import dev.figment.op.Random;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The only builder of programs: a list of nodes that grows.
 *
 * <p>Variables are read as they are when the step begins; {@link #update} says what they become
 * when it ends. A graph is used by one thread.
 */
public final class Graph {
  private final List<Tensor> nodes = new ArrayList<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final Map<Variable, Tensor> variables = new LinkedHashMap<>();
  private final Map<Variable, Tensor> updates = new LinkedHashMap<>();
  private @Nullable Tensor seed;
  private @Nullable Tensor step;
  private int streams;
  private Precision precision = Precision.FP32;
  private int replicas = 1;
  private String place = "";

  /** Adds a node; {@link Tensor#apply} is the usual way here. */
  public Tensor apply(Op op, List<Tensor> operands) {
    List<TensorType> types = new ArrayList<>();
    for (Tensor operand : operands) {
      checkOwn(op.getName(), operand);
      types.add(operand.getType());
    }
    TensorType type;
    try {
      type = op.infer(types);
    } catch (FigmentException error) {
      throw error.at(place(""));
    }
    Tensor node = new Tensor(this, nodes.size(), op, operands, type, place(""));
    nodes.add(node);
    return node;
  }

  private void checkOwn(String what, Tensor tensor) {
    if (tensor.graph() != this) {
      throw new FigmentException(
              what + " got a tensor of another graph",
              "a tensor lives in the graph that made it; read variables again in each graph")
          .at(place(""));
    }
  }

  private Tensor apply(Op op) {
    return apply(op, new ArrayList<>());
  }

  /** A value that every run is given. */
  public Tensor input(String name, TensorType type) {
    if (inputs.containsKey(name)) {
      throw new FigmentException("the program has two inputs named " + name, "rename one");
    }
    Tensor node = apply(Placeholder.input(name, type));
    inputs.put(name, node);
    return node;
  }

  /** A variable's value as the step begins. */
  public Tensor read(Variable variable) {
    Tensor known = variables.get(variable);
    if (known == null) {
      known = apply(Placeholder.variable(variable.getName(), variable.getType()));
      variables.put(variable, known);
    }
    return known;
  }

  /** A variable's value after the updates so far. */
  public Tensor latest(Variable variable) {
    Tensor updated = updates.get(variable);
    return updated != null ? updated : read(variable);
  }

  /** The variables that become something else when the step ends, so far. */
  public Set<Variable> updated() {
    return Collections.unmodifiableSet(updates.keySet());
  }

  /** Says what a variable becomes when the step ends; a later call replaces an earlier one. */
  public void update(Variable variable, Tensor value) {
    checkOwn("update of " + variable.getName(), value);
    if (!value.getType().equals(variable.getType())) {
      throw new FigmentException(
              "variable " + variable + " cannot become a value of type " + value.getType())
          .at(place(""));
    }
    read(variable);
    updates.put(variable, value);
  }

  /** Names a value that can be read after a run. */
  public void output(String name, Tensor value) {
    checkOwn("output " + name, value);
    if (outputs.putIfAbsent(name, value) != null) {
      throw new FigmentException("the program has two outputs named " + name, "rename one");
    }
  }

  /** A tensor filled with one number. */
  public Tensor fill(double value, TensorType type) {
    return apply(Constant.fill(value, type));
  }

  /** A single number, f32. */
  public Tensor constant(double value) {
    return fill(value, TensorType.of(DType.F32, Shape.SCALAR));
  }

  public Tensor constant(NdArray value) {
    return apply(Constant.of(value));
  }

  /** Positions 0, 1, 2, ... along a dimension. */
  public Tensor iota(TensorType type, int axis) {
    return apply(new Iota(type, axis));
  }

  // ---- random numbers

  /**
   * Says where random numbers come from: the variables that hold the seed, i32[2], and the step,
   * i32[1], and the number of the first stream. Programs that run within one step take different
   * first streams, so that they draw different numbers.
   */
  public void randomness(Tensor seedKey, Tensor stepNumber, int firstStream) {
    this.seed = seedKey;
    this.step = stepNumber;
    this.streams = firstStream;
  }

  /** Numbers in [0, 1), others in every step. */
  public Tensor uniform(TensorType type) {
    return random(Random.Distribution.UNIFORM, type);
  }

  /** Numbers of mean 0 and variance 1, others in every step. */
  public Tensor normal(TensorType type) {
    return random(Random.Distribution.NORMAL, type);
  }

  private Tensor random(Random.Distribution distribution, TensorType type) {
    if (seed == null || step == null) {
      throw new FigmentException(
              "the program draws random numbers but has no seed",
              "call graph.randomness(seed, step, stream) before building the networks")
          .at(place(""));
    }
    return apply(new Random(distribution, type, streams++), Arrays.asList(seed, step));
  }

  // ---- places

  /**
   * Builds a part of the graph whose nodes and errors carry a place, in full: it replaces one
   * around it.
   */
  public <T> T within(String name, Supplier<T> part) {
    String outer = place;
    place = name;
    try {
      return part.get();
    } finally {
      place = outer;
    }
  }

  /** The current place, such as {@code decoder/4 upConv(32)}, and one more name. */
  public String place(String last) {
    return place + (last.isEmpty() || place.isEmpty() ? last : " " + last);
  }

  /** How exactly the program's products and convolutions are computed; fully at first. */
  public void precision(Precision choice) {
    precision = choice;
  }

  /**
   * How many replicas run the program together, one at first. Each is given its part of the rows of
   * all inputs, which are declared for one replica, and draws random numbers of its own; {@link
   * Tensor#replicaMean()} is what they know of one another. Outputs and new values of variables
   * must be equal on all, as means are.
   */
  public void replicas(int count) {
    if (count < 1) {
      throw new FigmentException("a program cannot be for " + count + " replicas", "use 1 or more");
    }
    replicas = count;
  }

  public int getReplicas() {
    return replicas;
  }

  /** The program of everything that outputs and updates need, verified. */
  public Program build(String name) {
    return Program.of(name, inputs, variables, outputs, updates, precision, replicas);
  }
}
