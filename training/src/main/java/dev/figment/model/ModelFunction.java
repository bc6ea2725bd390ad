package dev.figment.model;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A trained function of one input, for any batch size: to be run on a backend, or exported. */
final class ModelFunction {
  private final String name;
  private final String input;
  private final Shape shape;
  private final Function<Tensor, Map<String, Tensor>> body;
  private final Map<Integer, Executable> compiled = new HashMap<>();

  /**
   * A function.
   *
   * @param input the name of the input
   * @param shape of the input, {@code [N, ...]}
   * @param body makes the outputs, by name, in inference mode
   */
  ModelFunction(
      String name, String input, Shape shape, Function<Tensor, Map<String, Tensor>> body) {
    this.name = name;
    this.input = input;
    this.shape = shape;
    this.body = body;
  }

  String getName() {
    return name;
  }

  String getInput() {
    return input;
  }

  /** {@code [N, ...]}. */
  Shape getShape() {
    return shape;
  }

  /** The function as a program, for a batch size or {@link Shape#N}. */
  Program program(int batch) {
    Graph graph = new Graph();
    Tensor x = graph.input(input, TensorType.of(DType.F32, shape.withDim(0, batch)));
    body.apply(x).forEach(graph::output);
    return graph.build(name);
  }

  /** Runs the function on a backend that holds its variables. */
  Map<String, NdArray> run(Backend backend, NdArray values) {
    Executable executable =
        compiled.computeIfAbsent(
            values.getShape().dim(0), batch -> backend.compile(program(batch)));
    executable.run(values);
    Map<String, NdArray> outputs = new LinkedHashMap<>();
    for (String output : executable.getProgram().getOutputs().keySet()) {
      outputs.put(output, executable.read(output));
    }
    return outputs;
  }
}
