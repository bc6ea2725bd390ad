package dev.figment.train;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.data.Batch;
import dev.figment.data.BatchLoader;
import dev.figment.data.Batches;
import dev.figment.data.Dataset;
import dev.figment.graph.Graph;
import dev.figment.nn.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Means of a model's terms over whole data sets. The same seed gives the same draws each time. */
final class Evaluator {
  private final Backend backend;
  private final Model<?> model;
  private final DataSpec spec;
  private final long seed;
  private final Map<Integer, Executable> programs = new HashMap<>();
  private List<String> terms = List.of();

  Evaluator(Backend backend, Model<?> model, DataSpec spec, long seed) {
    this.backend = backend;
    this.model = model;
    this.spec = spec;
    this.seed = seed;
  }

  Map<String, Double> evaluate(Dataset dataset, int batchSize) {
    if (!dataset.getExampleShape().equals(spec.getExampleShape())
        || dataset.getRange() != spec.getRange()) {
      throw new FigmentException(
          "the model was trained on "
              + spec
              + ", the data to evaluate is "
              + dataset.getExampleShape()
              + " in "
              + dataset.getRange(),
          "resize the images, or call scaledTo(PixelRange." + spec.getRange() + ")");
    }
    Means means = new Means();
    int[] key = {(int) seed, (int) (seed >>> 32)};
    try (Batches batches = BatchLoader.evaluation(dataset, batchSize).open()) {
      for (int i = 0; batches.hasNext(); i++) {
        Batch batch = batches.next();
        Executable program = programs.computeIfAbsent(batch.getSize(), this::compile);
        if (program.getProgram().getInputs().containsKey(StepContext.LABELS)) {
          spec.checkLabels(dataset);
        }
        program.run(inputs(program, batch, NdArray.of(key, 2), NdArray.of(new int[] {i}, 1)));
        NdArray values = program.read(PhaseProgram.TERMS);
        PhaseProgram.named(terms, values.floats())
            .forEach((term, value) -> means.add(term, value, batch.getSize()));
      }
    }
    return means.get();
  }

  private Executable compile(int batchSize) {
    Graph graph = new Graph();
    TensorType pair = TensorType.of(DType.I32, Shape.of(2));
    TensorType single = TensorType.of(DType.I32, Shape.of(1));
    graph.randomness(graph.input("seed", pair), graph.input("step", single), 1 << 30);
    StepContext context =
        new StepContext(
            graph, spec, batchSize, Mode.INFERENCE, graph.fill(1e9, TensorType.f32(1)), null);
    Losses losses = model.evaluate(context);
    terms = new ArrayList<>(losses.getTerms().keySet());
    graph.output(PhaseProgram.TERMS, PhaseProgram.terms(losses));
    return backend.compile(graph.build("evaluate"));
  }

  private static NdArray[] inputs(Executable program, Batch batch, NdArray key, NdArray step) {
    List<NdArray> inputs = new ArrayList<>();
    for (String name : program.getProgram().getInputs().keySet()) {
      switch (name) {
        case "seed":
          inputs.add(key);
          break;
        case "step":
          inputs.add(step);
          break;
        case StepContext.DATA:
          inputs.add(batch.getValues());
          break;
        default:
          inputs.add(java.util.Objects.requireNonNull(batch.getLabels()));
      }
    }
    return inputs.toArray(new NdArray[0]);
  }
}
