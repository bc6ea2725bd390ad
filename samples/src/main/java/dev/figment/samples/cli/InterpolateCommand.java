package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.Generator;
import dev.figment.samples.run.Encoding;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Pictures;
import dev.figment.samples.run.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    description = {
      "Change one image into another, through the latent space.",
      "",
      "Between two images with a model that has an encoder, or between the first samples of two"
          + " seeds with any model.",
      ""
    })
final class InterpolateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Parameters(
      arity = "0..2",
      paramLabel = "IMAGE",
      description = "The image to begin with, and the image to end with.")
  List<Path> images = List.of();

  @Option(
      names = "--from-seed",
      paramLabel = "N",
      description = "Begin with the first image that sample makes of this seed.")
  @Nullable Long fromSeed;

  @Option(
      names = "--to-seed",
      paramLabel = "N",
      description = "End with the first image that sample makes of this seed.")
  @Nullable Long toSeed;

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

  @Mixin LabelOption label = new LabelOption();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (steps < 2) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--steps': both ends make at least 2");
    }
    boolean seeds = fromSeed != null && toSeed != null && images.isEmpty();
    boolean files = fromSeed == null && toSeed == null && images.size() == 2;
    if (!seeds && !files) {
      throw new ParameterException(
          spec.commandLine(), "Give two images, or --from-seed and --to-seed");
    }
    ModelDirectory directory = model.directory();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("from", seeds ? fromSeed : images.get(0).toString());
    results.put("to", seeds ? toSeed : images.get(1).toString());
    Pictures.grid(seeds ? betweenSeeds(directory) : betweenImages(directory)).writePng(out);
    results.put("steps", steps);
    results.put("file", out.toString());
    common.write(results);
    new Console(spec).line("picture   " + out);
    return Failures.DONE;
  }

  private List<List<Pixels>> betweenImages(ModelDirectory directory) {
    try (Autoencoder autoencoder = directory.autoencoder()) {
      Shape shape = autoencoder.getMetadata().getExampleShape();
      List<Pixels> ends =
          List.of(Pictures.read(images.get(0), shape), Pictures.read(images.get(1), shape));
      int[] labels = label.forEach(autoencoder.getLabelNames(), 2);
      return List.of(Encoding.of(autoencoder, ends, labels).between(0, 1, steps));
    }
  }

  /** A strip, or one for each label if the model takes labels and none is given. */
  private List<List<Pixels>> betweenSeeds(ModelDirectory directory) {
    try (Generator generator = Generator.load(directory.generator())) {
      float[] from = generator.noise(Objects.requireNonNull(fromSeed), 0);
      float[] to = generator.noise(Objects.requireNonNull(toSeed), 0);
      Integer one = label.among(generator.getLabelNames());
      int labels = generator.getLabelNames().size();
      if (one != null || labels == 0) {
        return List.of(Samples.between(generator, from, to, steps, one));
      }
      List<List<Pixels>> strips = new ArrayList<>();
      for (int each = 0; each < labels; each++) {
        strips.add(Samples.between(generator, from, to, steps, each));
      }
      return strips;
    }
  }
}
