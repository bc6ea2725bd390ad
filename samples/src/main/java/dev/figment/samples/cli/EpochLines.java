package dev.figment.samples.cli;

import dev.figment.report.Numbers;
import dev.figment.samples.run.Texts;
import dev.figment.samples.run.TrainingProgress;
import dev.figment.train.EpochReport;
import dev.figment.train.StepReport;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress as one line for each epoch, for logs and pipes. */
final class EpochLines implements TrainingProgress {
  private final PrintWriter out;
  private final Goal goal;
  private final long start = System.nanoTime();
  private int done;

  EpochLines(PrintWriter out, Goal goal) {
    this.out = out;
    this.goal = goal;
  }

  @Override
  public void step(StepReport report) {
    // An epoch is soon enough.
  }

  @Override
  public void epoch(EpochReport report) {
    done++;
    double seconds = (System.nanoTime() - start) * 1e-9;
    double left = goal.secondsLeft(report.getEpoch(), done / seconds, seconds);
    Double test = report.getValidation().get("loss");
    out.println(
        String.format(
            Locale.ROOT,
            "epoch     %s  %s%s  %s images/s  %s left",
            goal.epoch(report.getEpoch()),
            Texts.terms(report.getTerms()),
            test == null ? "" : "  test.loss " + Numbers.show(test),
            Numbers.show(report.getImagesPerSecond()),
            Numbers.time(left)));
    report.getHealth().getWarnings().forEach(warning -> out.println("warning   " + warning));
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
