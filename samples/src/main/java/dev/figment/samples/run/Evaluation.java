package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.model.TrainedModel;
import dev.figment.train.DataSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measuring the model in a folder, of whatever kind, on data that it was trained on or other. */
public final class Evaluation<T extends TrainedModel> {
  /** Images are generated so many at once. */
  private static final int AT_ONCE = 100;

  private final ModelDirectory directory;
  private final TrainingPlan<?, T> plan;
  private final DataSource source;
  private final Dataset test;

  private Evaluation(
      ModelDirectory directory, TrainingPlan<?, T> plan, DataSource source, Dataset test) {
    this.directory = directory;
    this.plan = plan;
    this.source = source;
    this.test = test;
  }

  /**
   * Reads the data to measure with.
   *
   * @param plan with that data, and the model's own settings
   * @param isOther whether the model was trained on other data
   * @param log is told about images that are left out
   * @throws FigmentException if the data does not fit the model
   */
  public static <T extends TrainedModel> Evaluation<T> of(
      ModelDirectory directory, TrainingPlan<?, T> plan, boolean isOther, Consumer<String> log) {
    DataSource source = plan.open(log);
    Dataset test = source.isHeldOut() && isOther ? source.all() : source.test();
    if (!test.getExampleShape().equals(directory.example())) {
      throw new FigmentException(
          plan.data().source()
              + ": the images are "
              + Texts.size(test.getExampleShape())
              + ", the model takes "
              + Texts.size(directory.example()),
          "only folders and zips of images are brought to the model's size");
    }
    if (plan.isConditional()) {
      DataSpec.of(test.getExampleShape(), test.getRange(), directory.labels()).checkLabels(test);
    }
    return new Evaluation<>(directory, plan, source, test);
  }

  /** What losses are measured with. */
  public Dataset test() {
    return test;
  }

  /** The trained model of the checkpoint, on a backend. */
  public T restore(Backend backend) {
    return plan.training()
        .trainer(backend)
        .checkpoints(directory.path())
        .restore(plan.recipe(test), test);
  }

  /** Measures that only models of this kind have, by name. */
  public Map<String, Double> own(T model, int samples) {
    return plan.kind().measures(model, test, samples);
  }

  /** New images, of each class in turn if the model is conditional; with these labels then. */
  public Dataset generate(T model, int count, long seed) {
    int classes = model.getLabelNames().size();
    List<Pixels> images = new ArrayList<>();
    int[] labels = new int[count];
    for (int from = 0; from < count; from += AT_ONCE) {
      int some = Math.min(AT_ONCE, count - from);
      for (int i = from; classes > 0 && i < from + some; i++) {
        labels[i] = i % classes;
      }
      long own = seed + from / AT_ONCE;
      images.addAll(
          classes > 0
              ? model.sample(java.util.Arrays.copyOfRange(labels, from, from + some), own)
              : model.sample(some, own));
    }
    Dataset generated = Datasets.of(images);
    return classes > 0 ? generated.withLabels(labels, model.getLabelNames()) : generated;
  }

  /** The images that the model was, or could have been, trained on, as extractors take them. */
  public Dataset train() {
    return source.train().scaledTo(PixelRange.UNIT);
  }

  /** Images kept from it, as extractors take them. */
  public Dataset heldOut() {
    return source.test().scaledTo(PixelRange.UNIT);
  }
}
