package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.infer.Generator;
import dev.figment.model.TrainedGan;
import java.util.Arrays;
import java.util.List;

/** Searches the noise of given images with the GAN in a folder. */
public final class LatentSearch {
  private final ModelDirectory directory;
  private final TrainingPlan<GanSettings, TrainedGan> plan;
  private final List<String> labels;

  private LatentSearch(
      ModelDirectory directory, TrainingPlan<GanSettings, TrainedGan> plan, List<String> labels) {
    this.directory = directory;
    this.plan = plan;
    this.labels = labels;
  }

  /**
   * A search with the model in a folder.
   *
   * @throws FigmentException if it is no GAN, or has no whole checkpoint
   */
  public static LatentSearch in(ModelDirectory directory) {
    if (directory.plan().kind() != ModelKinds.GAN) {
      throw new FigmentException(
          directory.path() + ": this model has an encoder, so nothing needs to be searched",
          "use figment reconstruct");
    }
    directory.checkCheckpoint();
    TrainingPlan<GanSettings, TrainedGan> plan = directory.plan(ModelKinds.GAN);
    return new LatentSearch(directory, plan, directory.labels());
  }

  /** The classes of the GAN; empty if it is not conditional. */
  public List<String> labelNames() {
    return plan.isConditional() ? labels : List.of();
  }

  public TrainingSettings training() {
    return plan.training();
  }

  /**
   * The latents that come nearest to images.
   *
   * @param wanted a label for each image; none if the GAN is not conditional
   */
  public float[][] find(
      BackendChoice choice, List<Pixels> images, int[] wanted, int steps, long seed) {
    Dataset data = plan.scaled(Datasets.of(images));
    if (!labels.isEmpty()) {
      data = data.withLabels(Arrays.copyOf(wanted, images.size()), labels);
    }
    try (Backend backend = choice.open()) {
      TrainedGan gan =
          plan.training()
              .trainer(backend)
              .checkpoints(directory.path())
              .restore(plan.recipe(data), data);
      NdArray given = plan.isConditional() ? NdArray.of(wanted, wanted.length) : null;
      return rows(gan.project(values(data), given, steps, seed).getLatents());
    }
  }

  private static NdArray values(Dataset data) {
    int size = data.getExampleShape().getSize();
    float[] values = new float[data.getSize() * size];
    for (int i = 0; i < data.getSize(); i++) {
      data.read(i, values, i * size);
    }
    return NdArray.of(values, data.getExampleShape().behind(data.getSize()));
  }

  private static float[][] rows(NdArray latents) {
    int size = latents.getShape().dim(1);
    float[][] rows = new float[latents.getShape().dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(latents.floats(), i * size, (i + 1) * size);
    }
    return rows;
  }

  /** What the exported generator makes of latents. */
  public List<Pixels> images(float[][] latents, int[] wanted) {
    try (Generator generator = Generator.load(directory.generator())) {
      return plan.isConditional() ? generator.decode(latents, wanted) : generator.decode(latents);
    }
  }
}
