package dev.figment.samples.cli;

import dev.figment.samples.run.TrainingProgress;
import dev.figment.samples.run.VaeSettings;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes to. */
final class Console {
  private final CommandSpec spec;

  Console(CommandSpec spec) {
    this.spec = spec;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  void line(String text) {
    out().println(text);
    out().flush();
  }

  /** A bar on a terminal, lines elsewhere. The launcher knows whether it is one. */
  TrainingProgress progress(VaeSettings settings) {
    return Boolean.getBoolean("figment.terminal")
        ? new EpochBar(System.err, settings.batch(), settings.epochs())
        : new EpochLines(out(), settings.epochs());
  }
}
