package dev.figment.samples.run;

import dev.figment.AtomicFile;
import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.model.ExportReport;
import dev.figment.model.TrainedModel;
import dev.figment.train.EpochReport;
import dev.figment.train.Recipe;
import dev.figment.train.StepReport;
import dev.figment.train.Trainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One training from data to report: everything that ends up in a model's folder is made here. */
public final class TrainingRun<T extends TrainedModel> {
  private final TrainingPlan<?, T> plan;
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
  public TrainingRun(
      TrainingPlan<?, T> plan,
      ModelDirectory directory,
      Consumer<String> log,
      Supplier<TrainingProgress> progress,
      BooleanSupplier interrupt) {
    this.plan = plan;
    this.directory = directory;
    this.log = log;
    this.progress = progress;
    this.interrupt = interrupt;
  }

  /** Goes on from the folder's checkpoint. */
  public TrainingRun<T> resume() {
    resume = true;
    return this;
  }

  /** Stops after this time, and finishes with what has been learned. */
  public TrainingRun<T> timeLimit(@Nullable Duration limit) {
    timeLimit = limit;
    return this;
  }

  /** Trains, evaluates, exports and reports; or only trains, if it is interrupted. */
  public TrainingOutcome run() {
    DataSource data = plan.open(log);
    log.accept("data      " + plan.data().source() + ": " + data.describe());
    Recipe<T> recipe = plan.recipe(data.train());
    BackendChoice choice = BackendChoice.of(plan.training().backend(), plan.training().threads());
    log.accept("backend   " + choice.name() + ", " + choice.reason());
    try (Backend backend = choice.open()) {
      long start = System.nanoTime();
      T trained = train(backend, recipe, data);
      double seconds = (System.nanoTime() - start) * 1e-9;
      AtomicFile.write(directory.file("history.csv"), trained.getHistory().toCsv());
      TrainingOutcome outcome = new TrainingOutcome(plan.training(), choice, trained, seconds);
      if (trained.isInterrupted() && interrupt.getAsBoolean()) {
        return outcome.interrupted();
      }
      Map<String, Double> test = test(trained, data.test());
      log.accept("test      " + plan.kind().describe(test));
      ExportReport export = trained.exportOnnx(directory.path());
      export.getFiles().forEach(file -> log.accept("exported  " + file));
      outcome = outcome.tested(test, export);
      List<Picture> pictures = plan.kind().pictures(directory, data.test(), plan.training().seed());
      pictures.forEach(picture -> picture.grid().writePng(directory.file(picture.file())));
      new TrainingReport(plan, recipe, data, outcome, pictures)
          .write(directory.file("report.html"));
      return outcome;
    }
  }

  private T train(Backend backend, Recipe<T> recipe, DataSource data) {
    try (TrainingProgress shown = progress.get()) {
      Trainer trainer =
          plan.training()
              .trainer(backend)
              .checkpoints(directory.path())
              .stopWhen(interrupt)
              .onStep(new Beginning(data.train()))
              .onStep(shown::step)
              .onEpoch(shown::epoch);
      trainer = resume ? trainer.resume() : trainer;
      trainer = timeLimit == null ? trainer : trainer.timeLimit(timeLimit);
      return trainer.train(recipe, data.train(), data.test());
    }
  }

  /**
   * Takes over the folder once the first step is done and before anything is saved: settings that
   * cannot be trained with leave an earlier model as it was.
   */
  private final class Beginning implements Consumer<StepReport> {
    private final Dataset data;
    private boolean done;

    Beginning(Dataset data) {
      this.data = data;
    }

    @Override
    public void accept(StepReport step) {
      if (done) {
        return;
      }
      done = true;
      if (!resume && directory.hasCheckpoint()) {
        log.accept("replaces  the model in " + directory.path());
        directory.clear();
      }
      directory.writeConfig(plan, data);
    }
  }

  /** The last epoch's validation, where training ended with an epoch. */
  private static Map<String, Double> test(TrainedModel trained, Dataset test) {
    List<EpochReport> epochs = trained.getHistory().getEpochs();
    EpochReport last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
    return last != null && last.getStep() == trained.getSteps()
        ? last.getValidation()
        : trained.evaluate(test);
  }
}
