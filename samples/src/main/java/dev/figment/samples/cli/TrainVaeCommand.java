package dev.figment.samples.cli;

import dev.figment.model.TrainedVae;
import dev.figment.samples.run.ModelKinds;
import dev.figment.samples.run.VaeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code train vae}. */
@Command(
    name = "vae",
    sortOptions = false,
    description = {"Train a variational autoencoder.", "", TrainModelCommand.ABOUT, ""})
final class TrainVaeCommand extends TrainModelCommand<VaeSettings, TrainedVae> {
  @Mixin VaeOptions options = new VaeOptions();

  TrainVaeCommand() {
    super(ModelKinds.VAE);
  }

  @Override
  VaeSettings model(VaeSettings base) {
    return options.over(base);
  }
}
