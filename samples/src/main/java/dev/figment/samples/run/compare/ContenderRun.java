package dev.figment.samples.run.compare;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedModel;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The training of one contender with one seed, in parts, between which others take their turn: what
 * slows the machine down for a while slows all of them down.
 */
final class ContenderRun {
  /** Samples that are scored after each part. */
  static final int FEW = 500;

  private static final int AT_ONCE = 250;

  private final Contender contender;
  private final long seed;
  private final Path folder;
  private final Arena arena;
  private final Dataset train;
  private final TrainingMeter meter;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private double trained;
  private @Nullable String failure;
  private @Nullable Shown shown;

  ContenderRun(Contender contender, long seed, Path folder, Arena arena) {
    this.contender = contender;
    this.seed = seed;
    this.folder = folder;
    this.arena = arena;
    this.train = arena.data().train().scaledTo(contender.range());
    this.meter = new TrainingMeter(arena.budget());
    clear();
  }

  /** An earlier comparison's checkpoint must not be gone on with. */
  private void clear() {
    try {
      Files.deleteIfExists(folder.resolve("checkpoint.safetensors"));
    } catch (IOException error) {
      throw new FigmentException(
          error, folder + ": cannot be replaced: " + error.getMessage(), "give another --out");
    }
  }

  /**
   * Trains up to a share of the budget; at its end measures everything.
   *
   * @return whether it was interrupted
   */
  boolean trainTo(double share) {
    if (failure != null) {
      return false;
    }
    try (Backend backend = arena.choice().open()) {
      TrainedModel model = trainTo(backend, contender.recipe(train), share);
      if (arena.interrupt().getAsBoolean()) {
        return true;
      }
      parts.add(new Part(meter.seconds(), arena.score(sample(model))));
      if (share >= 1) {
        finish(model);
      }
    } catch (FigmentException error) {
      if (meter.steps() == 0) {
        throw error;
      }
      failure = String.valueOf(error.getMessage());
    }
    return false;
  }

  private <T extends TrainedModel> T trainTo(Backend backend, Recipe<T> recipe, double share) {
    Trainer trainer =
        contender
            .trainer(backend, train, seed)
            .checkpoints(folder)
            .timeLimit(Duration.ofMillis(Math.round(1000 * arena.budget() * (share - trained))))
            .stopWhen(arena.interrupt())
            .onStep(meter);
    trainer = trained > 0 ? trainer.resume() : trainer;
    meter.begin();
    T model = trainer.train(recipe, train);
    meter.end();
    trained = share;
    return model;
  }

  private static List<Pixels> sample(TrainedModel model) {
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < FEW / AT_ONCE; i++) {
      images.addAll(model.sample(AT_ONCE, 1000 + i));
    }
    return images;
  }

  private void finish(TrainedModel model) {
    model.exportOnnx(folder);
    Abilities abilities = new Abilities(arena, contender, folder, model, seed);
    shown = abilities.measure();
    values.putAll(abilities.values());
    double best =
        parts.stream().mapToDouble(p -> p.score(Measure.FRECHET)).reduce(Math::min).orElse(0);
    double end = parts.get(parts.size() - 1).score(Measure.FRECHET);
    if (best > 0) {
      values.put(Measure.WORSENING.key(), end / best);
    }
    values.put(Measure.STEPS.key(), (double) meter.steps());
    values.put(Measure.STEP_SPEED.key(), meter.stepsPerSecond());
    values.put(Measure.TRAIN_SPEED.key(), meter.stepsPerSecond() * contender.batch(train));
    values.put(Measure.PROCESSOR.key(), meter.processorSeconds());
    values.put(Measure.MEMORY.key(), meter.peakMegabytes());
    values.put(Measure.WEIGHTS.key(), (double) contender.weights(train));
  }

  Contender contender() {
    return contender;
  }

  long seed() {
    return seed;
  }

  TrainingMeter meter() {
    return meter;
  }

  /** What it was like on the way. */
  List<Part> parts() {
    return parts;
  }

  /** All measures by key; only whether it diverged, if it did. */
  Map<String, Double> values() {
    Map<String, Double> all = new LinkedHashMap<>(failure == null ? values : Map.of());
    all.put(Measure.FAILED.key(), failure == null ? 0.0 : 1.0);
    return all;
  }

  /** Why it diverged; null if it did not. */
  @Nullable String failure() {
    return failure;
  }

  /** Pictures for the report; null before the end, or if it diverged. */
  @Nullable Shown shown() {
    return shown;
  }
}
