package dev.figment.samples.cli;

import dev.figment.infer.Generator;
import dev.figment.infer.InferenceOptions;
import dev.figment.report.ImageGrid;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Samples;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  private static final int MANY = 64;
  private static final int IN_ROW = 10;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Mixin LabelOption label = new LabelOption();

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many images. Default: 64; with a conditional model and no --label, a row of 10 for"
              + " each label.")
  @Nullable Integer count;

  @Option(
      names = "--truncation",
      paramLabel = "T",
      converter = Converters.Truncation.class,
      description =
          "Draw noise beyond -T and T again: with a smaller T images are more typical and less"
              + " varied.")
  @Nullable Double truncation;

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
    InferenceOptions options = InferenceOptions.defaults();
    if (truncation != null) {
      options = options.truncation(truncation);
    }
    ModelDirectory directory = model.directory();
    long start = System.nanoTime();
    int made;
    try (Generator generator = Generator.load(directory.generator(), options)) {
      int labels = generator.getLabelNames().size();
      Integer one = label.among(generator.getLabelNames());
      made = count != null ? count : one == null && labels > 0 ? labels * IN_ROW : MANY;
      ImageGrid grid =
          one != null
              ? Samples.ofLabel(generator, one, made, seed)
              : labels > 0 && made % labels == 0
                  ? Samples.rows(generator, labels, made / labels, seed)
                  : Samples.square(generator, made, seed);
      grid.writePng(out);
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("images", made);
    results.put("seed", seed);
    results.put("file", out.toString());
    results.put("seconds", (System.nanoTime() - start) * 1e-9);
    common.write(results);
    new Console(spec).line("picture   " + out);
    return Failures.DONE;
  }
}
