package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.data.BatchPosition;
import dev.figment.graph.Variable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a training is, in one safetensors file: weights, moments, averages, counters; and
 * as metadata step, data position, sums of the current epoch, history, seed and settings. It holds
 * no times, so that equal trainings give equal bytes.
 */
final class Checkpoint {
  static final String FILE = "checkpoint.safetensors";

  private static final String STEP = "figment.step";
  private static final String EPOCH = "figment.data.epoch";
  private static final String BATCH = "figment.data.batch";
  private static final String MEANS = "figment.means";
  private static final String HISTORY = "figment.history";

  private Checkpoint() {}

  static void write(Training training, Path file) {
    Map<String, String> metadata = settings(training);
    metadata.put(STEP, Long.toString(training.getSteps()));
    metadata.put(EPOCH, Integer.toString(training.getPosition().getEpoch()));
    metadata.put(BATCH, Integer.toString(training.getPosition().getBatch()));
    metadata.put(MEANS, training.getMeans().save());
    metadata.put(HISTORY, training.getHistory().save());
    SafeTensors.of(training.snapshot(), metadata).write(file);
  }

  /** What must be the same for a training to go on. */
  private static Map<String, String> settings(Training training) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("figment.recipe", training.getRecipe().toString());
    settings.put("figment.data", training.getSpec().toString());
    settings.put("figment.batchSize", Integer.toString(training.getBatchSize()));
    settings.put("figment.seed", Long.toString(training.getSeed()));
    settings.put("figment.averaging", Double.toString(training.getSettings().averaging));
    settings.put("figment.precision", training.getSettings().precision.toString());
    return settings;
  }

  static void read(Training training, Path file) {
    SafeTensors content = SafeTensors.read(file);
    Map<String, String> metadata = content.getMetadata();
    settings(training)
        .forEach(
            (key, wanted) -> {
              String found = metadata.get(key);
              if (!wanted.equals(found)) {
                throw new FigmentException(
                    file
                        + ": the checkpoint belongs to another training: "
                        + key
                        + " is "
                        + found
                        + ", not "
                        + wanted,
                    "use the same settings, or another folder");
              }
            });
    for (Variable variable : training.getVariables().values()) {
      NdArray value = content.getTensors().get(variable.getName());
      if (value == null || !value.getType().equals(variable.getType())) {
        throw new FigmentException(
            file
                + ": the checkpoint has no tensor "
                + variable
                + (value == null ? "" : ", but " + value.getType()),
            "it was written by another version; train again");
      }
    }
    training.restore(content.getTensors());
    try {
      training.setStep(Long.parseLong(metadata.getOrDefault(STEP, "")));
      training.setPosition(
          BatchPosition.of(
              Integer.parseInt(metadata.getOrDefault(EPOCH, "")),
              Integer.parseInt(metadata.getOrDefault(BATCH, ""))));
      training.getMeans().load(metadata.getOrDefault(MEANS, ""));
      training.getHistory().load(metadata.getOrDefault(HISTORY, ""));
    } catch (NumberFormatException error) {
      throw new FigmentException(
          error, file + ": the checkpoint's progress cannot be read: " + error.getMessage());
    }
  }
}
