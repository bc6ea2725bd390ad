package dev.figment.samples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code train}, whose subcommands are kinds of models. */
@Command(
    name = "train",
    description = "Train a model.",
    mixinStandardHelpOptions = true,
    subcommands = {TrainVaeCommand.class, TrainGanCommand.class, TrainVaeGanCommand.class})
final class TrainCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What should be trained? figment train vae, gan or vae-gan");
  }
}
