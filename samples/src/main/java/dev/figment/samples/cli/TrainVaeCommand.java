package dev.figment.samples.cli;

import dev.figment.model.TrainedVae;
import dev.figment.samples.run.ModelKinds;
import dev.figment.samples.run.VaeSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** The command {@code train vae}. */
@Command(
    name = "vae",
    sortOptions = false,
    description = {"Train a variational autoencoder.", "", TrainModelCommand.ABOUT, ""})
final class TrainVaeCommand extends TrainModelCommand<VaeSettings, TrainedVae> {
  @ArgGroup(validate = false, heading = "%nThe model:%n")
  VaeOptions options = new VaeOptions();

  TrainVaeCommand() {
    super(ModelKinds.VAE);
  }

  @Override
  VaeSettings model(VaeSettings base) {
    return options.over(base);
  }
}
