package dev.figment.model;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.nn.Mode;
import dev.figment.train.DataSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A trained function of one input, and of labels if the model is conditional, for any batch size:
 * to be run on a backend, or exported.
 */
final class ModelFunction {
  private static final String LABEL = "label";

  private final String name;
  private final String input;
  private final Shape shape;
  private final List<String> labelNames;
  private final BiFunction<Tensor, Mode, Map<String, Tensor>> body;
  private final Map<Integer, Executable> compiled = new HashMap<>();

  private ModelFunction(
      String name,
      String input,
      Shape shape,
      List<String> labelNames,
      BiFunction<Tensor, Mode, Map<String, Tensor>> body) {
    this.name = name;
    this.input = input;
    this.shape = shape;
    this.labelNames = labelNames;
    this.body = body;
  }

  /**
   * A function.
   *
   * @param input the name of the input
   * @param shape of the input, {@code [N, ...]}
   * @param body makes the outputs, by name, in a mode of inference
   */
  static ModelFunction of(
      String name, String input, Shape shape, BiFunction<Tensor, Mode, Map<String, Tensor>> body) {
    return new ModelFunction(name, input, shape, List.of(), body);
  }

  /** The same function, whose mode is given the labels of a second input. */
  ModelFunction conditional(DataSpec data) {
    return new ModelFunction(name, input, shape, data.getLabelNames(), body);
  }

  String getName() {
    return name;
  }

  /** {@code [N, ...]}. */
  Shape getShape() {
    return shape;
  }

  /** The names of the classes; empty if the function takes no labels. */
  List<String> getLabelNames() {
    return labelNames;
  }

  private boolean isConditional() {
    return !labelNames.isEmpty();
  }

  /** The only output of a function of one output, in a program of its own making. */
  Tensor apply(Tensor x, Mode mode) {
    return body.apply(x, mode).values().iterator().next();
  }

  /** The function as a program, for a batch size or {@link Shape#N}. */
  Program program(int batch) {
    Graph graph = new Graph();
    Tensor x = graph.input(input, TensorType.of(DType.F32, shape.withDim(0, batch)));
    Mode mode =
        isConditional()
            ? Mode.INFERENCE.given(graph.input(LABEL, TensorType.of(DType.I32, Shape.of(batch))))
            : Mode.INFERENCE;
    body.apply(x, mode).forEach(graph::output);
    return graph.build(name);
  }

  /**
   * The inputs by name.
   *
   * @param labels i32 {@code [n]}; null for a function that takes none
   */
  Map<String, NdArray> inputs(NdArray values, @Nullable NdArray labels) {
    if (isConditional() != (labels != null)) {
      throw new FigmentException(
          isConditional()
              ? "the " + name + " is conditional and was given no labels"
              : "the " + name + " was given labels, but is not conditional",
          isConditional()
              ? "give one label for each example, from 0 to " + (labelNames.size() - 1)
              : "train a conditional model, or leave the labels out");
    }
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put(input, values);
    if (labels != null) {
      check(labels, values.getShape().dim(0));
      inputs.put(LABEL, labels);
    }
    return inputs;
  }

  private void check(NdArray labels, int count) {
    if (labels.getSize() != count) {
      throw new FigmentException(
          "the " + name + " was given " + labels.getSize() + " labels for " + count + " examples",
          "each example needs one");
    }
    for (int label : labels.ints()) {
      if (label < 0 || label >= labelNames.size()) {
        throw new FigmentException(
            "the " + name + " was given the label " + label + ", it knows " + labelNames,
            "labels count from 0 to " + (labelNames.size() - 1));
      }
    }
  }

  /** Runs the function on a backend that holds its variables. */
  Map<String, NdArray> run(Backend backend, NdArray values) {
    return run(backend, inputs(values, null));
  }

  /** Runs the function on {@link #inputs}. */
  Map<String, NdArray> run(Backend backend, Map<String, NdArray> inputs) {
    NdArray[] arrays = inputs.values().toArray(new NdArray[0]);
    Executable executable =
        compiled.computeIfAbsent(
            arrays[0].getShape().dim(0), batch -> backend.compile(program(batch)));
    executable.run(arrays);
    Map<String, NdArray> outputs = new LinkedHashMap<>();
    for (String output : executable.getProgram().getOutputs().keySet()) {
      outputs.put(output, executable.read(output));
    }
    return outputs;
  }

  /** Runs a function of one output. */
  NdArray runForOne(Backend backend, Map<String, NdArray> inputs) {
    return run(backend, inputs).values().iterator().next();
  }
}
