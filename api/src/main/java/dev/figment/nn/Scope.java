package dev.figment.nn;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names variables after the place of their layer, and collects them. */
public final class Scope {
  private final String path;
  private final int classes;
  private final List<Variable> weights;
  private final List<Variable> state;
  private final List<String> mixing;

  private Scope(
      String path, int classes, List<Variable> weights, List<Variable> state, List<String> mixing) {
    this.path = path;
    this.classes = classes;
    this.weights = weights;
    this.state = state;
    this.mixing = mixing;
  }

  /** A scope for a whole network, for example {@code decoder}. */
  public static Scope of(String name) {
    return of(name, 0);
  }

  /**
   * A scope for a network that is given the labels of its examples.
   *
   * @param classes the number of classes; 0 for a network without labels
   */
  public static Scope of(String name, int classes) {
    return new Scope(name, classes, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** A scope for a part, whose variables belong to this one too. */
  public Scope child(String name) {
    return new Scope(path + "/" + name, classes, weights, state, mixing);
  }

  /** For example {@code decoder/4 upConv(32)}. */
  public String getPath() {
    return path;
  }

  /**
   * The number of classes of the examples.
   *
   * @throws FigmentException with this scope's path, if the network is given no labels
   */
  public int getClasses() {
    if (classes == 0) {
      throw new FigmentException(
              "this layer wants labels, but the model is not conditional",
              "make the recipe conditional, or leave the layer out")
          .at(path);
    }
    return classes;
  }

  /** The mode of a trial run, with labels where the network is given some. */
  Mode trial(Graph graph) {
    return classes == 0
        ? Mode.INFERENCE
        : Mode.INFERENCE.given(graph.input("label", TensorType.of(DType.I32, Shape.of(Shape.N))));
  }

  /**
   * A variable to be trained.
   *
   * @param fanIn the number of inputs that one output sums over
   * @param fanOut the number of outputs that one input goes to
   */
  public Variable weight(String name, Initializer initializer, int fanIn, int fanOut, int... dims) {
    String full = path + "/" + name;
    Shape shape = Shape.of(dims);
    Variable variable =
        Variable.of(
            full,
            TensorType.of(DType.F32, shape),
            seed -> initializer.create(shape, fanIn, fanOut, Philox.stream(seed, full)));
    weights.add(variable);
    return variable;
  }

  /** A variable that is not trained but moves with training, such as a running mean. */
  public Variable state(String name, double initial, int... dims) {
    TensorType type = TensorType.of(DType.F32, Shape.of(dims));
    Variable variable =
        Variable.of(
            path + "/" + name,
            type,
            seed -> {
              NdArray value = NdArray.zeros(type);
              java.util.Arrays.fill(value.floats(), (float) initial);
              return value;
            });
    state.add(variable);
    return variable;
  }

  /** Notes that the layer here lets the examples of a batch see one another, as batch norm does. */
  public void mixesExamples() {
    mixing.add(path);
  }

  /** The places of the layers that let examples see one another. */
  public List<String> getMixing() {
    return Collections.unmodifiableList(mixing);
  }

  /** The trained variables made so far, in the order of making. */
  public List<Variable> getWeights() {
    return Collections.unmodifiableList(weights);
  }

  /** The untrained variables made so far. */
  public List<Variable> getState() {
    return Collections.unmodifiableList(state);
  }
}
