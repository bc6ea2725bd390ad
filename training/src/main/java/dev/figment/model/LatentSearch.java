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
import dev.figment.graph.Variable;
import dev.figment.nn.Mode;
import dev.figment.optim.Adam;
import dev.figment.optim.OptimizerState;
import dev.figment.optim.Schedule;
import dev.figment.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds latents of given images by gradient descent on the mean squared difference, from several
 * starts, of which the best counts: the generator is a fixed function here. A weak pull towards 0
 * keeps latents where the prior has them.
 */
final class LatentSearch {
  /** Descents from different latents; one alone often ends in a poor minimum. */
  private static final int STARTS = 4;

  /** The weight of the mean square of a latent beside that of the difference. */
  private static final double PULL = 1e-4;

  private static final double RATE = 0.1;

  private final Training training;
  private final ModelFunction generator;
  private final int latentSize;

  LatentSearch(Training training, ModelFunction generator, int latentSize) {
    this.training = training;
    this.generator = generator;
    this.latentSize = latentSize;
  }

  /**
   * Searches.
   *
   * @param weights of the pixels' squared differences, of the images' shape
   */
  Projection find(NdArray images, NdArray weights, @Nullable NdArray labels, int steps, long seed) {
    check(images, steps);
    if (!weights.getShape().equals(images.getShape())) {
      throw new FigmentException(
              "the weights are " + weights.getShape() + ", the images " + images.getShape(),
              "give one weight for each pixel")
          .at("projection");
    }
    int count = images.getShape().dim(0);
    float[] best = new float[count * latentSize];
    double[] errors = new double[count];
    Arrays.fill(errors, Double.POSITIVE_INFINITY);
    for (int start = 0; start < STARTS; start++) {
      NdArray latents = Latents.normal(count, latentSize, seed + start);
      NdArray found = descend(latents, images, weights, labels, steps);
      NdArray made = generator.runForOne(training.getBackend(), generator.inputs(found, labels));
      for (int i = 0; i < count; i++) {
        double error = error(made, images, weights, i);
        if (error < errors[i]) {
          errors[i] = error;
          System.arraycopy(found.floats(), i * latentSize, best, i * latentSize, latentSize);
        }
      }
    }
    return new Projection(NdArray.of(best, count, latentSize), errors);
  }

  private void check(NdArray images, int steps) {
    Shape wanted = training.getSpec().getExampleShape().behind(images.getShape().dim(0));
    if (!images.getShape().equals(wanted)) {
      throw new FigmentException(
              "the images are " + images.getShape() + ", the generator makes " + wanted,
              "resize the images")
          .at("projection");
    }
    if (steps < 1) {
      throw new FigmentException("a search cannot take " + steps + " steps", "use at least 1")
          .at("projection");
    }
  }

  private static double error(NdArray made, NdArray images, NdArray weights, int image) {
    int size = images.getSize() / images.getShape().dim(0);
    double sum = 0;
    for (int i = image * size; i < (image + 1) * size; i++) {
      double difference = made.get(i) - images.get(i);
      sum += weights.get(i) * difference * difference;
    }
    return sum / size;
  }

  private NdArray descend(
      NdArray start, NdArray images, NdArray weights, @Nullable NdArray labels, int steps) {
    Backend backend = training.getBackend();
    Variable latents = Variable.of("projection/latents", start.getType(), unused -> start);
    OptimizerState state =
        Adam.learningRate(Schedule.cosine(RATE, RATE / 100, steps)).begin("projection");
    Map<String, NdArray> inputs = generator.inputs(start, labels);
    Program program = program(latents, images, labels, state);
    for (Variable variable : program.getVariables().keySet()) {
      if (variable.getName().startsWith("projection")) {
        backend.write(variable, variable.initialValue(0));
      }
    }
    Executable step = backend.compile(program);
    List<NdArray> given = new ArrayList<>(inputs.values());
    given.set(0, images);
    given.add(1, weights);
    for (int i = 0; i < steps; i++) {
      step.run(given.toArray(new NdArray[0]));
    }
    return backend.read(latents);
  }

  private Program program(
      Variable latents, NdArray images, @Nullable NdArray labels, OptimizerState state) {
    Graph graph = new Graph();
    Tensor target = graph.input("images", images.getType());
    Tensor weight = graph.input("weights", images.getType());
    Mode mode =
        labels == null
            ? Mode.INFERENCE
            : Mode.INFERENCE.given(
                graph.input("label", TensorType.of(DType.I32, labels.getShape())));
    Tensor z = graph.read(latents);
    Tensor made = generator.apply(z, mode);
    int count = images.getShape().dim(0);
    double size = (double) images.getSize() / count;
    Tensor loss =
        made.minus(target)
            .square()
            .times(weight)
            .sum()
            .times(1 / size)
            .plus(z.square().sum().times(PULL / latentSize));
    state.update(graph, List.of(latents), List.of(loss.gradient(z)));
    return graph.build("projection");
  }
}
