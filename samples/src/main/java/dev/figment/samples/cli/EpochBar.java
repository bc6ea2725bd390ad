package dev.figment.samples.cli;

import dev.figment.report.Numbers;
import dev.figment.samples.run.Texts;
import dev.figment.samples.run.TrainingProgress;
import dev.figment.train.EpochReport;
import dev.figment.train.StepReport;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Progress as a bar that moves, for terminals. */
final class EpochBar implements TrainingProgress {
  private static final int CELLS = 24;

  private final PrintStream terminal;
  private final int batch;
  private final int epochs;
  private @Nullable ProgressBar bar;
  private long firstStep;
  private long start;
  private volatile String text = "";

  EpochBar(PrintStream terminal, int batch, int epochs) {
    this.terminal = terminal;
    this.batch = batch;
    this.epochs = epochs;
  }

  @Override
  public void step(StepReport report) {
    ProgressBar shown = bar;
    long all = (long) epochs * report.getStepsPerEpoch();
    if (shown == null) {
      firstStep = report.getStep();
      start = System.nanoTime();
      shown = open(all);
      bar = shown;
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    double speed = seconds > 0 ? (report.getStep() - firstStep) / seconds : 0;
    String left = speed > 0 ? Numbers.time((all - report.getStep()) / speed) + " left" : "";
    text =
        String.format(
            Locale.ROOT,
            "  %s  %s images/s  %s",
            Texts.terms(report.getTerms()),
            Numbers.show(speed * batch),
            left);
    shown.setExtraMessage("epoch " + report.getEpoch() + "/" + epochs);
    shown.stepTo(report.getStep());
  }

  private ProgressBar open(long steps) {
    return new ProgressBarBuilder()
        .setInitialMax(steps)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(terminal))
        .setRenderer(this::render)
        .build();
  }

  /** The epoch, the bar, the share that is done, and the latest numbers. */
  private String render(ProgressState state, int width) {
    double share = state.getMax() > 0 ? (double) state.getCurrent() / state.getMax() : 0;
    int full = (int) Math.round(share * CELLS);
    String line =
        state.getExtraMessage()
            + " "
            + "━".repeat(full)
            + "─".repeat(CELLS - full)
            + String.format(Locale.ROOT, " %3d%%", (int) (share * 100))
            + text;
    return line.length() > width ? line.substring(0, Math.max(0, width)) : line;
  }

  @Override
  public void epoch(EpochReport report) {
    // The bar goes on.
  }

  @Override
  public void close() {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
    }
  }
}
