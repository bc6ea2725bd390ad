package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.LatentSearch;
import dev.figment.samples.run.ModelDirectory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code project}. */
@Command(
    name = "project",
    sortOptions = false,
    description = {
      "Find the noise of which a GAN makes images that come nearest to given ones.",
      "",
      "A GAN has no encoder, so the noise is searched by gradient descent, with the trained model"
          + " in the folder's checkpoint. Images of another size are cut to the model's proportions"
          + " and resized.",
      ""
    })
final class ProjectCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Mixin RebuiltImages rebuilt = new RebuiltImages();
  @Mixin LabelOption label = new LabelOption();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How many steps the descent takes. Default: ${DEFAULT-VALUE}.")
  int steps = 300;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where the descent starts from. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = model.directory();
    LatentSearch search = LatentSearch.in(directory);
    List<Pixels> originals = rebuilt.originals(directory.example());
    int[] labels = label.forEach(search.labelNames(), originals.size());
    BackendChoice choice = compute.backend(search.training());
    console.line("backend   " + choice.name() + ", " + choice.reason());
    float[][] latents = search.find(choice, originals, labels, steps, seed);
    List<Pixels> nearest = search.images(latents, labels);
    List<Map<String, Object>> list = rebuilt.write(console, originals, nearest, "projection");
    for (int i = 0; i < latents.length; i++) {
      list.get(i).put("latent", latents[i]);
    }
    common.write(Map.of("images", list));
    return Failures.DONE;
  }
}
