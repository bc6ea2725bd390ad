package dev.figment.samples.run;

import dev.figment.data.Dataset;
import dev.figment.model.TrainedModel;
import dev.figment.train.Recipe;
import java.util.function.Consumer;

/**
 * Everything that a training depends on, as it is kept in {@code config.json}.
 *
 * @param kind what is trained
 * @param data with what
 * @param training how
 * @param model the settings that only this kind has
 */
public record TrainingPlan<S extends Record, T extends TrainedModel>(
    ModelKind<S, T> kind, DataSettings data, TrainingSettings training, S model) {

  /** What holds for options that are not given. */
  public static <S extends Record, T extends TrainedModel> TrainingPlan<S, T> defaults(
      ModelKind<S, T> kind) {
    return new TrainingPlan<>(
        kind, DataSettings.DEFAULTS, kind.trainingDefaults(), kind.modelDefaults());
  }

  /** The same for other data and another way of computing. */
  public TrainingPlan<S, T> with(DataSettings otherData, TrainingSettings otherTraining) {
    return new TrainingPlan<>(kind, otherData, otherTraining, model);
  }

  /**
   * Reads the data, in the range that the model takes.
   *
   * @param log is told about images that are left out
   */
  public DataSource open(Consumer<String> log) {
    return DataSource.open(data, training.seed(), log).scaledTo(kind.range());
  }

  /** Data in the range that the model takes. */
  Dataset scaled(Dataset dataset) {
    return dataset.scaledTo(kind.range());
  }

  /** Whether the model takes labels. */
  public boolean isConditional() {
    return kind.isConditional(model);
  }

  /** The recipe for such data. */
  public Recipe<T> recipe(Dataset dataset) {
    return kind.recipe(model, training, dataset);
  }
}
