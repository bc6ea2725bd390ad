package dev.figment.samples.cli;

import dev.figment.Precision;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.Libraries;
import dev.figment.samples.run.bench.BenchPreset;
import dev.figment.samples.run.bench.BenchResult;
import dev.figment.samples.run.bench.BenchRun;
import dev.figment.samples.run.bench.BenchSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench}. */
@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Measure training steps of standard models on random images.",
      "",
      "samples/benchmarks/compare.sh runs the same models in PyTorch too.",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = Converters.BenchPresetName.class,
      description = "dense-vae, conv-vae-64, dcgan-64 or wgan-gp-64. Default: all of them.")
  @Nullable String preset;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The steps to measure, at least. Default: ${DEFAULT-VALUE}.")
  int steps = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The steps before that. Default: ${DEFAULT-VALUE}.")
  int warmUp = 10;

  @Option(
      names = "--block",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Look at the clock after every so many steps. Default: 10 with cuda, else 1.")
  @Nullable Integer block;

  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin PrecisionOption precision = new PrecisionOption();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    BackendChoice choice =
        BackendChoice.of(Given.or(compute.backend, "auto"), Given.or(compute.threads, 0));
    BenchSettings settings =
        new BenchSettings(
            choice,
            precision.or(Precision.FP32),
            warmUp,
            steps,
            Given.or(block, BenchSettings.defaultBlock(choice)));
    String name = preset;
    List<BenchPreset> presets = name == null ? BenchPreset.all() : List.of(BenchPreset.named(name));
    console.line("backend      " + choice.name() + ", " + choice.reason());
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
    numbers.put("engine", "figment");
    numbers.put("version", Libraries.figment());
    numbers.putAll(settings.numbers());
    BenchRun run = new BenchRun(settings);
    for (BenchPreset each : presets) {
      BenchResult result = run.run(each);
      result.lines().forEach(console::line);
      numbers.put("device", result.device());
      numbers.putAll(result.numbers());
    }
    common.write(numbers);
    return Failures.DONE;
  }
}
