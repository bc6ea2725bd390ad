package dev.figment.samples.cli;

import dev.figment.samples.run.DataSettings;
import dev.figment.samples.run.compare.CompareOutcome;
import dev.figment.samples.run.compare.CompareRun;
import dev.figment.samples.run.compare.CompareSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code compare}. */
@Command(
    name = "compare",
    sortOptions = false,
    description = {
      "Train each kind of model on the same data for the same time, and say which serves what.",
      "",
      "Writes report.html and report.json, and the models themselves into the folder models.",
      ""
    })
final class CompareCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--minutes",
      paramLabel = "X",
      converter = Converters.Positive.class,
      description =
          "The time of training for each model and seed; measuring comes on top. Default:"
              + " ${DEFAULT-VALUE}.")
  double minutes = 5;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      converter = Converters.Count.class,
      description =
          "Train each model K times; with 1 nothing is known of the spread. Default:"
              + " ${DEFAULT-VALUE}.")
  int seeds = 1;

  @Mixin ExtractorOptions extractor = new ExtractorOptions();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the report and the models.")
  Path out = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    CompareSettings settings =
        new CompareSettings(
            data.over(DataSettings.DEFAULTS),
            minutes,
            seeds,
            Given.or(compute.threads, 0),
            Given.or(compute.backend, "auto"));
    try (Interrupt interrupt = Interrupt.watch(console.err())) {
      CompareOutcome outcome =
          new CompareRun(settings, out, console::line, interrupt)
              .run(
                  (source, choice) ->
                      extractor.open(source.train(), source.test(), out, choice, console::line));
      if (outcome == null) {
        console.line("stopped   there is no report");
        return Failures.INTERRUPTED;
      }
      outcome.lines().forEach(line -> console.line("verdict   " + line));
      common.write(outcome.numbers());
      console.line("report    " + out.resolve("report.html"));
      return Failures.DONE;
    }
  }
}
