package dev.figment.samples.cli;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedModel;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.DataSource;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Texts;
import dev.figment.samples.run.TrainingPlan;
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
    TrainingPlan<?, ?> trained = directory.plan();
    TrainingPlan<?, ?> plan =
        trained.with(
            trained.data().like(data, directory.example()), compute.over(trained.training()));
    directory.checkCheckpoint();
    DataSource source = plan.open(console::line);
    String name = plan.data().source();
    Dataset test =
        source.isHeldOut() && !name.equals(trained.data().source()) ? source.all() : source.test();
    if (!test.getExampleShape().equals(directory.example())) {
      throw new FigmentException(
          name
              + ": the images are "
              + Texts.size(test.getExampleShape())
              + ", the model takes "
              + Texts.size(directory.example()),
          "only folders and zips of images are brought to the model's size");
    }
    console.line("data      " + name + ": " + test);
    BackendChoice choice = BackendChoice.of(plan.training().backend(), plan.training().threads());
    console.line("backend   " + choice.name() + ", " + choice.reason());
    long start = System.nanoTime();
    try (Backend backend = choice.open()) {
      TrainedModel restored =
          plan.training()
              .trainer(backend)
              .checkpoints(directory.path())
              .restore(plan.recipe(test), test);
      Map<String, Double> terms = restored.evaluate(test);
      console.line("test      " + plan.kind().describe(terms));
      Map<String, Object> results = new LinkedHashMap<>();
      terms.forEach((term, value) -> results.put("test." + term, value));
      results.put("examples", test.getSize());
      results.put("seconds", (System.nanoTime() - start) * 1e-9);
      results.put("backend", choice.name());
      results.put("threads", choice.threads());
      results.put("steps", restored.getSteps());
      common.write(results);
    }
    return Failures.DONE;
  }
}
