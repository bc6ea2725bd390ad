package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedModel;
import dev.figment.report.Charts;
import dev.figment.report.LineChart;
import dev.figment.train.History;
import dev.figment.train.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of model: all that training, evaluation and reports must be told about it. What is the
 * same for every kind is not here.
 *
 * @param <S> the settings that only this kind has
 * @param <T> what its training gives
 */
public abstract class ModelKind<S extends Record, T extends TrainedModel> {
  ModelKind() {}

  /** The name in commands and in {@code config.json}, for example {@code vae}. */
  public abstract String name();

  /** The name in reports, for example {@code Variational autoencoder}. */
  abstract String title();

  /** The record of the kind's own settings. */
  abstract Class<S> settingsType();

  /** What holds for options of training that are not given. */
  public abstract TrainingSettings trainingDefaults();

  /** What holds for the kind's own options that are not given. */
  public abstract S modelDefaults();

  /** The range that data is brought to. */
  abstract PixelRange range();

  /** Whether a model of these settings takes labels. */
  abstract boolean isConditional(S model);

  /** The recipe of these settings, for such data. */
  abstract Recipe<T> recipe(S model, TrainingSettings training, Dataset data);

  /** What losses are measured in, or nothing if they have no unit. */
  abstract String unit();

  /** Terms as they are shown, with their unit. */
  public final String describe(Map<String, Double> terms) {
    return Texts.terms(terms) + (unit().isEmpty() ? "" : "  (" + unit() + ")");
  }

  /** The terms of evaluation that head a report, and what they are called there. */
  abstract Map<String, String> tiles();

  /**
   * What only models of this kind can be measured by, by name.
   *
   * @param samples of each example's latent, for a bound on the likelihood; 0 for no bound
   * @throws FigmentException if there is a number of samples, and no likelihood
   */
  Map<String, Double> measures(T model, Dataset test, int samples) {
    if (samples > 0) {
      throw new FigmentException(
          "models of the kind " + this + " have no likelihood, so there is no bound on it",
          "leave out --samples");
    }
    return Map.of();
  }

  /** Pictures of what a model can do once it is exported. */
  abstract List<Picture> pictures(ModelDirectory directory, Dataset test, long seed);

  /** The curves of a training. */
  List<LineChart> charts(History history) {
    return Charts.of(history);
  }

  /** The lines of a chart: names by the columns of the history that they show. */
  static Map<String, String> lines(String... columnsAndNames) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndNames.length; i += 2) {
      lines.put(columnsAndNames[i], columnsAndNames[i + 1]);
    }
    return lines;
  }

  /** The name. */
  @Override
  public final String toString() {
    return name();
  }
}
