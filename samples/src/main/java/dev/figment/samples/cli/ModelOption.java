package dev.figment.samples.cli;

import dev.figment.samples.run.ModelDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of commands that use a trained model. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The folder that train or demo wrote to.")
  Path model = Path.of("");

  ModelDirectory directory() {
    return ModelDirectory.existing(model);
  }
}
