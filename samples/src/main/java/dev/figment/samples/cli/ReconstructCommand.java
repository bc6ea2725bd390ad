package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.infer.Autoencoder;
import dev.figment.report.ImageGrid;
import dev.figment.report.Numbers;
import dev.figment.samples.run.Encoding;
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

  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "PNG, JPEG, BMP or WebP files.")
  List<Path> images = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder for one PNG file for each image, and reconstructions.png with the originals"
              + " above.")
  Path out = Path.of("");

  @Mixin LabelOption label = new LabelOption();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = model.directory();
    List<Map<String, Object>> list = new ArrayList<>();
    try (Autoencoder autoencoder = directory.autoencoder()) {
      List<Pixels> originals = new ArrayList<>();
      for (Path image : images) {
        originals.add(Pictures.read(image, autoencoder.getMetadata().getExampleShape()));
      }
      int[] labels = label.forEach(autoencoder.getLabelNames(), originals.size());
      List<Pixels> reconstructions = Encoding.of(autoencoder, originals, labels).reconstructions();
      for (int i = 0; i < images.size(); i++) {
        Path file = out.resolve(Pictures.stem(images.get(i)) + "-reconstruction.png");
        ImageGrid.of(List.of(reconstructions.get(i))).padding(0).writePng(file);
        double error = Pictures.meanSquaredError(originals.get(i), reconstructions.get(i));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("image", images.get(i).toString());
        one.put("file", file.toString());
        one.put("meanSquaredError", error);
        list.add(one);
        console.line("picture   " + file + "  mean squared error " + Numbers.show(error));
      }
      Path grid = out.resolve("reconstructions.png");
      Pictures.grid(List.of(originals, reconstructions)).writePng(grid);
      console.line("picture   " + grid);
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("images", list);
    common.write(results);
    return Failures.DONE;
  }
}
