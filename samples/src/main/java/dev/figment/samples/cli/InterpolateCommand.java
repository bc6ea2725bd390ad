package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.infer.Autoencoder;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Pictures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code interpolate}. */
@Command(
    name = "interpolate",
    sortOptions = false,
    description = {"Change one image into another, through the latent space.", ""})
final class InterpolateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Parameters(index = "0", paramLabel = "A", description = "The image to begin with.")
  Path from = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The image to end with.")
  Path to = Path.of("");

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How many images, both ends included. Default: ${DEFAULT-VALUE}.")
  int steps = 10;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The PNG file to write.")
  Path out = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (steps < 2) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--steps': both ends make at least 2");
    }
    ModelDirectory directory = model.directory();
    try (Autoencoder autoencoder = Autoencoder.load(directory.path())) {
      Shape shape = autoencoder.getMetadata().getExampleShape();
      List<Pixels> strip =
          autoencoder.interpolate(Pictures.read(from, shape), Pictures.read(to, shape), steps);
      Pictures.grid(List.of(strip)).writePng(out);
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("from", from.toString());
    results.put("to", to.toString());
    results.put("steps", steps);
    results.put("file", out.toString());
    common.write(results);
    new Console(spec).line("picture   " + out);
    return Failures.DONE;
  }
}
