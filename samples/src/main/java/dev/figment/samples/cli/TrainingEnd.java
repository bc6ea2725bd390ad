package dev.figment.samples.cli;

import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.TrainingOutcome;

/** What is said when a training is over, and the exit code. */
final class TrainingEnd {
  private TrainingEnd() {}

  static int tell(
      Console console, CommonOptions common, ModelDirectory directory, TrainingOutcome outcome) {
    common.write(outcome.numbers());
    console.line(outcome.summary());
    if (outcome.isInterrupted()) {
      console.line("stopped   the checkpoint is in " + directory.path() + "; go on with --resume");
      return Failures.INTERRUPTED;
    }
    console.line("model     " + directory.path());
    console.line("report    " + directory.file("report.html"));
    return Failures.DONE;
  }
}
