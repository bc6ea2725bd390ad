package dev.figment.samples.cli;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedVae;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.DataSource;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Texts;
import dev.figment.samples.run.VaeSettings;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code evaluate}. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = {
      "Measure a trained model on data, in nats per example.",
      "",
      "Takes the test part of the data; all of it, where it has none and was not trained on.",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ModelOption model = new ModelOption();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "As for train. Default: the data that the model was trained on.")
  @Nullable String data;

  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = model.directory();
    VaeSettings trained = directory.settings();
    VaeOptions options = new VaeOptions();
    options.data = data;
    options.size = directory.example().dim(1) + "x" + directory.example().dim(2);
    options.grey = directory.example().dim(0) == 1;
    VaeSettings settings = options.over(trained, compute);
    directory.checkCheckpoint();
    DataSource source = DataSource.open(settings, console::line);
    Dataset test =
        source.isHeldOut() && !settings.data().equals(trained.data())
            ? source.all()
            : source.test();
    if (!test.getExampleShape().equals(directory.example())) {
      throw new FigmentException(
          settings.data()
              + ": the images are "
              + Texts.size(test.getExampleShape())
              + ", the model takes "
              + Texts.size(directory.example()),
          "only folders and zips of images are brought to the model's size");
    }
    console.line("data      " + settings.data() + ": " + test);
    BackendChoice choice = BackendChoice.of(settings.backend(), settings.threads());
    console.line("backend   " + choice.name() + ", " + choice.reason());
    long start = System.nanoTime();
    try (Backend backend = choice.open()) {
      TrainedVae vae =
          Trainer.on(backend)
              .batchSize(settings.batch())
              .seed(settings.seed())
              .checkpoints(directory.path())
              .restore(settings.recipe(directory.example()), test);
      Map<String, Double> terms = vae.evaluate(test);
      console.line("test      " + Texts.terms(terms) + "  (nats per example)");
      Map<String, Object> results = new LinkedHashMap<>();
      terms.forEach((name, value) -> results.put("test." + name, value));
      results.put("examples", test.getSize());
      results.put("seconds", (System.nanoTime() - start) * 1e-9);
      results.put("backend", choice.name());
      results.put("threads", choice.threads());
      results.put("steps", vae.getSteps());
      common.write(results);
    }
    return Failures.DONE;
  }
}
