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
  private static final String CLEAR_LINE = "\033[K";
  private static final int CELLS = 24;
  private static final long FULL = 1000;

  private final PrintStream terminal;
  private final int batch;
  private final Goal goal;
  private @Nullable ProgressBar bar;
  private long firstStep;
  private long start;
  private volatile String text = "";

  EpochBar(PrintStream terminal, int batch, Goal goal) {
    this.terminal = terminal;
    this.batch = batch;
    this.goal = goal;
  }

  @Override
  public void step(StepReport report) {
    ProgressBar shown = bar;
    if (shown == null) {
      firstStep = report.getStep();
      start = System.nanoTime();
      shown = open();
      bar = shown;
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    double speed = seconds > 0 ? (report.getStep() - firstStep) / seconds : 0;
    double epochs = (double) report.getStep() / report.getStepsPerEpoch();
    double left = goal.secondsLeft(epochs, speed / report.getStepsPerEpoch(), seconds);
    text =
        String.format(
            Locale.ROOT,
            "  %s  %s images/s  %s",
            Texts.terms(report.getTerms()),
            Numbers.show(speed * batch),
            Double.isFinite(left) ? Numbers.time(left) + " left" : "");
    shown.setExtraMessage("epoch " + goal.epoch(report.getEpoch()));
    shown.stepTo(Math.round(goal.share(epochs, seconds) * FULL));
  }

  private ProgressBar open() {
    return new ProgressBarBuilder()
        .setInitialMax(FULL)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(terminal))
        .setRenderer(this::render)
        .build();
  }

  /** The epoch, the bar, the share that is done, and the latest numbers. */
  private String render(ProgressState state, int width) {
    double share = (double) state.getCurrent() / FULL;
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
    for (String warning : report.getHealth().getWarnings()) {
      terminal.println("\r" + warning + CLEAR_LINE);
    }
  }

  @Override
  public void close() {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
    }
  }
}
