package dev.figment.samples.run;

import dev.figment.model.ExportReport;
import dev.figment.model.TrainedModel;
import dev.figment.report.Numbers;
import dev.figment.train.EpochReport;
import dev.figment.train.Health;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a training came to. */
public final class TrainingOutcome {
  private final TrainingSettings settings;
  private final BackendChoice backend;
  private final TrainedModel trained;
  private final double seconds;
  private final Map<String, Double> test;
  private final @Nullable ExportReport export;
  private final boolean interrupted;

  TrainingOutcome(
      TrainingSettings settings, BackendChoice backend, TrainedModel trained, double seconds) {
    this(settings, backend, trained, seconds, Map.of(), null, false);
  }

  private TrainingOutcome(
      TrainingSettings settings,
      BackendChoice backend,
      TrainedModel trained,
      double seconds,
      Map<String, Double> test,
      @Nullable ExportReport export,
      boolean interrupted) {
    this.settings = settings;
    this.backend = backend;
    this.trained = trained;
    this.seconds = seconds;
    this.test = test;
    this.export = export;
    this.interrupted = interrupted;
  }

  TrainingOutcome tested(Map<String, Double> terms, ExportReport report) {
    return new TrainingOutcome(settings, backend, trained, seconds, terms, report, interrupted);
  }

  TrainingOutcome interrupted() {
    return new TrainingOutcome(settings, backend, trained, seconds, test, export, true);
  }

  public BackendChoice backend() {
    return backend;
  }

  public TrainedModel trained() {
    return trained;
  }

  /** How long training took, with compiling, validation and checkpoints. */
  public double seconds() {
    return seconds;
  }

  /** The mean terms over the test data. */
  public Map<String, Double> test() {
    return test;
  }

  public @Nullable ExportReport export() {
    return export;
  }

  /** How the training was after its last whole epoch. */
  public Health health() {
    List<EpochReport> epochs = trained.getHistory().getEpochs();
    return epochs.isEmpty() ? Health.UNKNOWN : epochs.get(epochs.size() - 1).getHealth();
  }

  /** Whether somebody stopped it; nothing was exported then. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /** Images in a second of training, without validation if an epoch was finished. */
  public double imagesPerSecond() {
    double images = 0;
    double time = 0;
    for (EpochReport epoch : trained.getHistory().getEpochs()) {
      images += epoch.getImagesPerSecond() * epoch.getSeconds();
      time += epoch.getSeconds();
    }
    return time > 0 ? images / time : trained.getSteps() * settings.batch() / seconds;
  }

  /** What is said at the end. */
  public String summary() {
    return "trained   " + Texts.count(trained.getSteps()) + " steps in " + Numbers.time(seconds);
  }

  /** The numbers that {@code --json} writes. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    test.forEach((name, value) -> numbers.put("test." + name, value));
    health().getNumbers().forEach((name, value) -> numbers.put("health." + name, value));
    numbers.put("warnings", health().getWarnings());
    numbers.put("seconds", seconds);
    numbers.put("imagesPerSecond", imagesPerSecond());
    numbers.put("stepsPerSecond", imagesPerSecond() / settings.batch());
    if (export != null) {
      numbers.put("parity.maxError", export.getMaxError());
    }
    numbers.put("backend", backend.name());
    numbers.put("threads", backend.threads());
    numbers.put("seed", settings.seed());
    numbers.put("steps", trained.getSteps());
    numbers.put("epochs", trained.getHistory().getEpochs().size());
    numbers.put("interrupted", interrupted);
    return numbers;
  }
}
