package dev.figment.samples.cli;

import dev.figment.model.TrainedGan;
import dev.figment.samples.run.GanSettings;
import dev.figment.samples.run.ModelKinds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code train gan}. */
@Command(
    name = "gan",
    sortOptions = false,
    description = {"Train a generative adversarial network.", "", TrainModelCommand.ABOUT, ""})
final class TrainGanCommand extends TrainModelCommand<GanSettings, TrainedGan> {
  @Mixin GanOptions options = new GanOptions();

  TrainGanCommand() {
    super(ModelKinds.GAN);
  }

  @Override
  GanSettings model(GanSettings base) {
    return options.over(base);
  }
}
