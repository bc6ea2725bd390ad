package dev.figment.samples.cli;

import dev.figment.infer.Generator;
import dev.figment.report.ImageGrid;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Pictures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sample}. */
@Command(
    name = "sample",
    sortOptions = false,
    description = {"Make new images with an exported model.", ""})
final class SampleCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How many images. Default: ${DEFAULT-VALUE}.")
  int count = 64;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same images. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The PNG file to write.")
  Path out = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    ModelDirectory directory = model.directory();
    long start = System.nanoTime();
    try (Generator generator = Generator.load(directory.generator())) {
      ImageGrid grid = Pictures.square(generator.sample(count, seed));
      grid.writePng(out);
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("images", count);
    results.put("seed", seed);
    results.put("file", out.toString());
    results.put("seconds", (System.nanoTime() - start) * 1e-9);
    common.write(results);
    new Console(spec).line("picture   " + out);
    return Failures.DONE;
  }
}
