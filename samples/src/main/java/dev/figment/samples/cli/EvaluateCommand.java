package dev.figment.samples.cli;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.metric.FeatureExtractor;
import dev.figment.metric.ImageScores;
import dev.figment.model.TrainedModel;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.Evaluation;
import dev.figment.samples.run.Extractor;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.Texts;
import dev.figment.samples.run.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
      "Measure a trained model on data: its losses, and how its images compare with real ones.",
      "",
      "Losses are of the test part of the data; of all of it, where it has none and was not trained"
          + " on.",
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

  @Option(
      names = "--samples",
      paramLabel = "K",
      converter = Converters.Count.class,
      description =
          "Also bound the log-likelihood of a VAE, by K samples of each example's latent"
              + " (Burda et al. 2016). Published numbers take 5000.")
  @Nullable Integer samples;

  @Option(
      names = "--images",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Generate N images and compare them with real ones. Default: ${DEFAULT-VALUE}.")
  int images = ImageScores.MOST;

  @Option(names = "--no-images", description = "Measure losses only.")
  boolean noImages;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the generated images. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @ArgGroup(validate = false, heading = "%nBy which features images are compared:%n")
  ExtractorOptions extractor = new ExtractorOptions();

  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    ModelDirectory directory = model.directory();
    evaluate(directory, directory.plan());
    return Failures.DONE;
  }

  private <S extends Record, T extends TrainedModel> void evaluate(
      ModelDirectory directory, TrainingPlan<S, T> trained) {
    Console console = new Console(spec);
    TrainingPlan<S, T> plan =
        trained.with(
            trained.data().like(data, directory.example()), compute.over(trained.training()));
    directory.checkCheckpoint();
    String name = plan.data().source();
    Evaluation<T> evaluation =
        Evaluation.of(directory, plan, !name.equals(trained.data().source()), console::line);
    console.line("data      " + name + ": " + evaluation.test());
    BackendChoice choice = BackendChoice.of(plan.training().backend(), plan.training().threads());
    console.line("backend   " + choice.name() + ", " + choice.reason());
    long start = System.nanoTime();
    Map<String, Object> results = new LinkedHashMap<>();
    Dataset generated = null;
    try (Backend backend = choice.open()) {
      T restored = evaluation.restore(backend);
      Map<String, Double> terms = restored.evaluate(evaluation.test());
      console.line("test      " + plan.kind().describe(terms));
      Map<String, Double> own = evaluation.own(restored, samples == null ? 0 : samples);
      if (!own.isEmpty()) {
        console.line("test      " + Texts.terms(own));
      }
      terms.forEach((term, value) -> results.put("test." + term, value));
      own.forEach((term, value) -> results.put("test." + term, value));
      results.put("steps", restored.getSteps());
      if (!noImages) {
        generated = evaluation.generate(restored, images, seed);
      }
    }
    if (generated != null) {
      results.putAll(compare(console, directory, evaluation, generated, choice));
    }
    results.put("examples", evaluation.test().getSize());
    results.put("seconds", (System.nanoTime() - start) * 1e-9);
    results.put("backend", choice.name());
    results.put("threads", choice.threads());
    common.write(results);
  }

  private Map<String, Object> compare(
      Console console,
      ModelDirectory directory,
      Evaluation<?> evaluation,
      Dataset generated,
      BackendChoice choice) {
    Dataset train = evaluation.train();
    Dataset heldOut = evaluation.heldOut();
    try (Extractor opened =
        extractor.open(train, heldOut, directory.path(), choice, console::line)) {
      FeatureExtractor features = opened.features();
      Map<String, Double> scores = ImageScores.of(features, train, heldOut).score(generated);
      Map<String, Double> named = new LinkedHashMap<>();
      scores.forEach((key, value) -> named.put(shown(features, key), value));
      console.line("images    " + Texts.terms(named));
      Map<String, Object> results = new LinkedHashMap<>(scores);
      results.put("images", generated.getSize());
      results.putAll(opened.numbers());
      return results;
    }
  }

  /** The famous names belong to the features of Inception alone. */
  private static String shown(FeatureExtractor features, String key) {
    return !features.isInception()
        ? key
        : key.equals("frechet")
            ? features.getFrechetName()
            : key.startsWith("kernel") ? key.replace("kernel", features.getKernelName()) : key;
  }
}
