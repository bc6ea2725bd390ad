package dev.figment.samples.cli;

import dev.figment.samples.run.Libraries;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code figment}, whose commands are its subcommands. */
@Command(
    name = "figment",
    description = "Trains variational autoencoders and GANs, and makes images with them.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = FigmentCli.Version.class,
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      CompareCommand.class,
      EvaluateCommand.class,
      SampleCommand.class,
      ReconstructCommand.class,
      InterpolateCommand.class,
      ProjectCommand.class,
      BenchCommand.class,
      DoctorCommand.class
    },
    footer = {"", "Each command explains itself: figment COMMAND --help"})
public final class FigmentCli implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  /** The version of this program. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"figment " + Libraries.figment()};
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command line and leaves the JVM with its exit code. */
  public static void main(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs a command line and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine =
        new CommandLine(new FigmentCli())
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setUsageHelpAutoWidth(true)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new Failures())
            .setParameterExceptionHandler(Failures::wrongUsage);
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError | LinkageError error) {
      return Failures.told(err, error, String.join(" ", args).contains("--stacktrace"));
    } finally {
      out.flush();
      err.flush();
    }
  }
}
