package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.report.ImageGrid;
import dev.figment.report.Numbers;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.LatentSearch;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "PNG, JPEG, BMP or WebP files.")
  List<Path> images = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder for one PNG file for each image, and projections.png with the originals"
              + " above.")
  Path out = Path.of("");

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
    List<Pixels> originals = new ArrayList<>();
    for (Path image : images) {
      originals.add(Pictures.read(image, directory.example()));
    }
    int[] labels = label.forEach(search.labelNames(), originals.size());
    BackendChoice choice = compute.backend(search.training());
    console.line("backend   " + choice.name() + ", " + choice.reason());
    float[][] latents = search.find(choice, originals, labels, steps, seed);
    List<Pixels> nearest = search.images(latents, labels);
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Path file = out.resolve(Pictures.stem(images.get(i)) + "-projection.png");
      ImageGrid.of(List.of(nearest.get(i))).padding(0).writePng(file);
      double error = Pictures.meanSquaredError(originals.get(i), nearest.get(i));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("image", images.get(i).toString());
      one.put("file", file.toString());
      one.put("meanSquaredError", error);
      one.put("latent", latents[i]);
      list.add(one);
      console.line("picture   " + file + "  mean squared error " + Numbers.show(error));
    }
    Path grid = out.resolve("projections.png");
    Pictures.grid(List.of(originals, nearest)).writePng(grid);
    console.line("picture   " + grid);
    common.write(Map.of("images", list));
    return Failures.DONE;
  }
}
