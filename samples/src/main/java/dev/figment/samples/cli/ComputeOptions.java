package dev.figment.samples.cli;

import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what computes. Those that are not given keep what a base says. */
final class ComputeOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The threads of the backend cpu. Default: the number of processors.")
  @Nullable Integer threads;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = {
        "cpu, cuda, reference, or auto for the fastest that works. cuda:1 is the second GPU, and"
            + " cuda:0,1 are two that share each batch; with search the fastest algorithms are"
            + " taken, with nondeterministic also such as give other last bits each time, and with"
            + " branches what does not wait for one another may run at the same time, as in"
            + " cuda:search or cuda:0,1,branches. Default: auto."
      })
  @Nullable String backend;

  /** What was given, and for the rest a base. */
  TrainingSettings over(TrainingSettings base) {
    return new TrainingSettings(
        base.epochs(),
        base.batch(),
        base.lr(),
        base.average(),
        base.seed(),
        Given.or(threads, base.threads()),
        Given.or(backend, base.backend()),
        base.precision());
  }

  /** The backend that was asked for, here or when a model was trained. */
  BackendChoice backend(TrainingSettings base) {
    TrainingSettings settings = over(base);
    return BackendChoice.of(settings.backend(), settings.threads());
  }
}
