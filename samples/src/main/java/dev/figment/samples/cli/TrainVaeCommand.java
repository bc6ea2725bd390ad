package dev.figment.samples.cli;

import dev.figment.FigmentException;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.VaeRun;
import dev.figment.samples.run.VaeSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code train vae}. */
@Command(
    name = "vae",
    sortOptions = false,
    description = {
      "Train a variational autoencoder.",
      "",
      "Data without a test part is split: a tenth is held out and evaluated after each epoch."
          + " Ctrl-C saves a checkpoint; the same command with --resume goes on from it, with the"
          + " settings it was begun with.",
      ""
    })
final class TrainVaeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin VaeOptions options = new VaeOptions();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Option(names = "--resume", description = "Go on from the checkpoint in --out.")
  boolean resume;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the model and the report.")
  Path out = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = ModelDirectory.at(out);
    if (resume && !directory.hasCheckpoint()) {
      throw new FigmentException(
          out + ": there is no checkpoint to resume from", "leave out --resume to begin anew");
    }
    VaeSettings base = resume ? directory.settings() : VaeSettings.DEFAULTS;
    VaeSettings settings = options.over(base, compute);
    try (Interrupt interrupt = Interrupt.watch(console.err())) {
      VaeRun run =
          new VaeRun(
              settings, directory, console::line, () -> console.progress(settings), interrupt);
      return TrainingEnd.tell(console, common, directory, (resume ? run.resume() : run).run());
    }
  }
}
