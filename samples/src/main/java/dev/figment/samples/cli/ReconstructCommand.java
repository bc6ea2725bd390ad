package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.infer.Autoencoder;
import dev.figment.samples.run.Encoding;
import dev.figment.samples.run.ModelDirectory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code reconstruct}. */
@Command(
    name = "reconstruct",
    sortOptions = false,
    description = {
      "Encode images and decode them again.",
      "",
      "Images of another size are cut to the model's proportions and resized.",
      ""
    })
final class ReconstructCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Mixin RebuiltImages rebuilt = new RebuiltImages();
  @Mixin LabelOption label = new LabelOption();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = model.directory();
    try (Autoencoder autoencoder = directory.autoencoder()) {
      List<Pixels> originals = rebuilt.originals(autoencoder.getMetadata().getExampleShape());
      int[] labels = label.forEach(autoencoder.getLabelNames(), originals.size());
      List<Pixels> reconstructions = Encoding.of(autoencoder, originals, labels).reconstructions();
      common.write(
          Map.of("images", rebuilt.write(console, originals, reconstructions, "reconstruction")));
    }
    return Failures.DONE;
  }
}
