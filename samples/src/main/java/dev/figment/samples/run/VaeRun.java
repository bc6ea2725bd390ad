package dev.figment.samples.run;

import dev.figment.AtomicFile;
import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.model.ExportReport;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.report.Numbers;
import dev.figment.train.EpochReport;
import dev.figment.train.Trainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One training from data to report: everything that ends up in a model's folder is made here. */
public final class VaeRun {
  private final VaeSettings settings;
  private final ModelDirectory directory;
  private final Consumer<String> log;
  private final Supplier<TrainingProgress> progress;
  private final BooleanSupplier interrupt;
  private boolean resume;
  private @Nullable Duration timeLimit;

  /**
   * A training that has not begun.
   *
   * @param log gets lines for people
   * @param progress is opened when training begins
   * @param interrupt whether to save a checkpoint and stop
   */
  public VaeRun(
      VaeSettings settings,
      ModelDirectory directory,
      Consumer<String> log,
      Supplier<TrainingProgress> progress,
      BooleanSupplier interrupt) {
    this.settings = settings;
    this.directory = directory;
    this.log = log;
    this.progress = progress;
    this.interrupt = interrupt;
  }

  /** Goes on from the folder's checkpoint. */
  public VaeRun resume() {
    resume = true;
    return this;
  }

  /** Stops after this time, and finishes with what has been learned. */
  public VaeRun timeLimit(Duration limit) {
    timeLimit = limit;
    return this;
  }

  /** Trains, evaluates, exports and reports; or only trains, if it is interrupted. */
  public VaeOutcome run() {
    DataSource data = DataSource.open(settings, log);
    log.accept("data      " + settings.data() + ": " + data.describe());
    Vae recipe = settings.recipe(data.train().getExampleShape());
    BackendChoice choice = BackendChoice.of(settings.backend(), settings.threads());
    log.accept("backend   " + choice.name() + ", " + choice.reason());
    if (!resume && directory.hasCheckpoint()) {
      log.accept("replaces  the model in " + directory.path());
      directory.clear();
    }
    directory.writeConfig(settings, data.train().getExampleShape());
    try (Backend backend = choice.open()) {
      long start = System.nanoTime();
      TrainedVae trained = train(backend, recipe, data);
      double seconds = (System.nanoTime() - start) * 1e-9;
      AtomicFile.write(directory.file("history.csv"), trained.getHistory().toCsv());
      VaeOutcome outcome = new VaeOutcome(settings, choice, trained, seconds);
      if (trained.isInterrupted() && interrupt.getAsBoolean()) {
        return outcome.interrupted();
      }
      Map<String, Double> test = test(trained, data.test());
      log.accept("test      " + Texts.terms(test) + "  (nats per example)");
      ExportReport export = trained.exportOnnx(directory.path());
      export.getFiles().forEach(file -> log.accept("exported  " + file));
      outcome = outcome.tested(test, export);
      try (Autoencoder autoencoder = Autoencoder.load(directory.path())) {
        VaePictures pictures = VaePictures.of(autoencoder, data.test(), settings.seed());
        pictures.write(directory);
        VaeReport.write(directory, data, outcome, pictures);
      }
      return outcome;
    }
  }

  private TrainedVae train(Backend backend, Vae recipe, DataSource data) {
    try (TrainingProgress shown = progress.get()) {
      Trainer trainer =
          Trainer.on(backend)
              .batchSize(settings.batch())
              .epochs(settings.epochs())
              .seed(settings.seed())
              .checkpoints(directory.path())
              .stopWhen(interrupt)
              .onStep(shown::step)
              .onEpoch(shown::epoch);
      trainer = resume ? trainer.resume() : trainer;
      Duration limit = timeLimit;
      trainer = limit == null ? trainer : trainer.timeLimit(limit);
      return trainer.train(recipe, data.train(), data.test());
    }
  }

  /** The last epoch's validation, where training ended with an epoch. */
  private static Map<String, Double> test(TrainedVae trained, Dataset test) {
    List<EpochReport> epochs = trained.getHistory().getEpochs();
    EpochReport last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
    return last != null && last.getStep() == trained.getSteps()
        ? last.getValidation()
        : trained.evaluate(test);
  }

  /** What is said at the end. */
  public static String summary(VaeOutcome outcome) {
    return "trained   "
        + Texts.count(outcome.trained().getSteps())
        + " steps in "
        + Numbers.time(outcome.seconds());
  }
}
