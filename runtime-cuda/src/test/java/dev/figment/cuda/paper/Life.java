package dev.figment.cuda.paper;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.data.Dataset;
import dev.figment.graph.Program;
import dev.figment.model.TrainedClassifier;
import dev.figment.model.TrainedGan;
import dev.figment.model.TrainedVae;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a recipe is used for from its first step on: training, validation, and each function. */
final class Life {
  private final int batch;
  private final int pack;
  private final Dataset some;

  private Life(int batch, int pack, Dataset some) {
    this.batch = batch;
    this.pack = pack;
    this.some = some;
  }

  /**
   * The programs of a recipe's whole life, in batches of a size.
   *
   * @param precision of the training's programs
   * @param pack the number of examples that a critic judges together
   * @param replicas that share each batch in training
   */
  static List<Program> programs(
      Recipe<?> recipe, Dataset data, int batch, int pack, Precision precision, int replicas) {
    try (ProgramRecorder recorder = new ProgramRecorder(replicas)) {
      Object trained =
          Trainer.on(recorder)
              .batchSize(batch)
              .precision(precision)
              .epochs(1)
              .averageWeights(0.99)
              .train(recipe, data, data);
      Life life = new Life(batch, pack, data.take(batch));
      if (trained instanceof TrainedVae vae) {
        life.use(vae);
      } else if (trained instanceof TrainedGan gan) {
        life.use(gan);
      } else if (trained instanceof TrainedClassifier classifier) {
        classifier.logits(life.images());
      } else {
        throw new IllegalArgumentException("what is it used for? " + trained);
      }
      return List.copyOf(recorder.programs());
    }
  }

  private NdArray images() {
    return NdArray.zeros(TensorType.of(DType.F32, some.getExampleShape().behind(batch)));
  }

  private @Nullable NdArray labels(List<String> names) {
    return names.isEmpty() ? null : NdArray.of(new int[batch], batch);
  }

  private void use(TrainedVae vae) {
    vae.reconstruct(some);
    vae.logLikelihood(some, 4, batch);
    vae.project(images(), ones(), labels(vae.getLabelNames()), 1, 1);
  }

  private void use(TrainedGan gan) {
    NdArray labels = labels(gan.getLabelNames());
    gan.generate(gan.latents(batch, 1), labels);
    gan.project(images(), labels, 1, 1);
    if (labels == null) {
      Shape example = some.getExampleShape();
      Shape judged = example.withDim(0, pack * example.dim(0)).behind(batch);
      gan.score(NdArray.zeros(TensorType.of(DType.F32, judged)));
    }
  }

  private NdArray ones() {
    NdArray ones = images();
    Arrays.fill(ones.floats(), 1);
    return ones;
  }
}
