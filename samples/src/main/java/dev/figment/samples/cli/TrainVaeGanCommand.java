package dev.figment.samples.cli;

import dev.figment.model.TrainedVae;
import dev.figment.samples.run.ModelKinds;
import dev.figment.samples.run.VaeGanSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code train vae-gan}. */
@Command(
    name = "vae-gan",
    sortOptions = false,
    description = {
      "Train a variational autoencoder that also looks right to the critic of a GAN.",
      "",
      TrainModelCommand.ABOUT,
      ""
    })
final class TrainVaeGanCommand extends TrainModelCommand<VaeGanSettings, TrainedVae> {
  @Mixin VaeOptions autoencoder = new VaeOptions();

  @Mixin VaeGanOptions critic = new VaeGanOptions();

  TrainVaeGanCommand() {
    super(ModelKinds.VAE_GAN);
  }

  @Override
  VaeGanSettings model(VaeGanSettings base) {
    return critic.over(base, autoencoder.over(base.vae()));
  }
}
