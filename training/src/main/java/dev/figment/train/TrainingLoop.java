package dev.figment.train;

import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.Later;
import dev.figment.data.Batch;
import dev.figment.data.BatchLoader;
import dev.figment.data.BatchPosition;
import dev.figment.data.Batches;
import dev.figment.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the phases of a training, step after step. It knows neither VAE nor GAN. */
final class TrainingLoop {
  private final Training training;
  private final TrainerSettings settings;
  private final List<Run> runs = new ArrayList<>();
  private final int stepsPerEpoch;
  private final BatchLoader loader;
  private Map<String, NdArray> goodState = new LinkedHashMap<>();
  private BatchPosition goodPosition = BatchPosition.START;
  private long goodStep;
  private List<Awaited> underway = List.of();
  private long settled;

  /** A compiled phase. */
  private record Run(PhaseProgram program, Executable executable) {}

  /** What a run's terms will be. */
  private record Awaited(Run run, Later terms) {}

  TrainingLoop(Training training) {
    this.training = training;
    this.settings = training.getSettings();
    this.loader = BatchLoader.training(training.getStream(), settings.batchSize, settings.seed);
    int perStep = 0;
    for (PhaseProgram phase : training.getPhases()) {
      runs.add(new Run(phase, training.getBackend().compile(phase.getProgram())));
      if (phase.takesData() && phase.getPhase().runsIn(0)) {
        perStep += phase.getPhase().getTimes();
      }
    }
    stepsPerEpoch = Math.max(1, loader.getBatchesPerEpoch() / Math.max(1, perStep));
  }

  void run() {
    if (settings.resume) {
      training.resume();
    }
    long end = (long) settings.epochs * stepsPerEpoch;
    long deadline =
        settings.timeLimit == null
            ? Long.MAX_VALUE
            : System.nanoTime() + settings.timeLimit.toNanos();
    EpochClock clock = new EpochClock();
    settled = training.getSteps();
    remember();
    try (Batches batches = loader.open(training.getPosition())) {
      while (training.getSteps() < end && !stopsEarly()) {
        List<Awaited> awaited = step(batches);
        boolean here = awaited.stream().allMatch(each -> each.terms.isHere());
        training.setPosition(batches.getPosition());
        training.setStep(training.getSteps() + 1);
        clock.step(settings.batchSize);
        settle();
        underway = awaited;
        if (here) {
          settle();
        }
        boolean over = training.getSteps() % stepsPerEpoch == 0;
        if (over) {
          settle();
          endEpoch(clock);
        }
        boolean stop = settings.stop.getAsBoolean() || System.nanoTime() - deadline > 0;
        if (over || stop || due()) {
          settle();
          training.save();
          remember();
        }
        if (stop && training.getSteps() < end) {
          training.setInterrupted();
          break;
        }
      }
    }
    training.useAverages();
  }

  private boolean due() {
    return settings.checkpointEvery > 0 && training.getSteps() % settings.checkpointEvery == 0;
  }

  /** Starts all runs of a step. */
  private List<Awaited> step(Batches batches) {
    List<Awaited> awaited = new ArrayList<>();
    for (Run run : runs) {
      if (!run.program.getPhase().runsIn(training.getSteps())) {
        continue;
      }
      for (int i = 0; i < run.program.getPhase().getTimes(); i++) {
        if (run.program.takesData()) {
          Batch batch = batches.next();
          run.executable.run(Training.inputs(run.program, batch));
        } else {
          run.executable.run();
        }
        awaited.add(new Awaited(run, run.executable.later(0)));
      }
    }
    return awaited;
  }

  /** Waits for the terms of the step that is under way, if one is, and reports them. */
  private void settle() {
    if (underway.isEmpty()) {
      return;
    }
    List<Awaited> step = underway;
    underway = List.of();
    settled++;
    Map<String, Double> all = new LinkedHashMap<>();
    for (Awaited each : step) {
      PhaseProgram program = each.run.program;
      NdArray terms = each.terms.get();
      if (program.failed(terms)) {
        throw new NonFiniteSearch(training, goodState, goodPosition, goodStep, loader)
            .explain(settled, program, terms);
      }
      String group = program.getPhase().getState();
      boolean first = group.equals(runs.get(0).program.getPhase().getState());
      PhaseProgram.named(program.getTerms(), terms.floats())
          .forEach(
              (name, value) -> {
                String full = first ? name : group + "." + name;
                if (Double.isFinite(value)) { // Of a run that was skipped, a term may not be.
                  all.put(full, value);
                  training.getMeans().add(full, value, 1);
                }
              });
    }
    report(all);
  }

  private void report(Map<String, Double> terms) {
    if (settings.stepListeners.isEmpty()) {
      return;
    }
    int epoch = (int) ((settled - 1) / stepsPerEpoch);
    int inEpoch = (int) (settled - (long) epoch * stepsPerEpoch);
    StepReport report = new StepReport(epoch + 1, inEpoch, stepsPerEpoch, settled, terms);
    settings.stepListeners.forEach(listener -> listener.accept(report));
  }

  private void endEpoch(EpochClock clock) {
    double seconds = clock.seconds();
    Dataset validation = training.getValidation();
    Map<String, Double> terms = training.getMeans().get();
    EpochReport report =
        training.withAverages(
            () ->
                new EpochReport(
                    (int) (training.getSteps() / stepsPerEpoch),
                    training.getSteps(),
                    terms,
                    validation == null ? Map.of() : training.evaluate(validation),
                    training.health(terms),
                    seconds,
                    clock.examples()));
    training.getMeans().clear();
    training.getHistory().add(report);
    settings.epochListeners.forEach(listener -> listener.accept(report));
    clock.restart();
  }

  private boolean stopsEarly() {
    return settings.patience > 0
        && EarlyStopping.isOver(training.getHistory().getEpochs(), settings.patience);
  }

  /** Keeps the state from which a failure can be retraced. */
  private void remember() {
    goodState = training.snapshot();
    goodPosition = training.getPosition();
    goodStep = training.getSteps();
  }
}
