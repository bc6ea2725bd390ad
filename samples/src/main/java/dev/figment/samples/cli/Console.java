package dev.figment.samples.cli;

import dev.figment.samples.run.TrainingProgress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
  TrainingProgress progress(int batch, Goal goal) {
    return Boolean.getBoolean("figment.terminal")
        ? new EpochBar(terminal(), batch, goal)
        : new EpochLines(out(), goal);
  }

  /** The terminal, which shows more than the ASCII of a system without a locale. */
  private static PrintStream terminal() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }
}
