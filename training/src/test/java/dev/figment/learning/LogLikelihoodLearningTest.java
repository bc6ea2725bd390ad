package dev.figment.learning;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Augmentation;
import dev.figment.data.Dataset;
import dev.figment.metric.Estimate;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How likely VAEs find black and white digits, in the protocols of published tables. */
@Tag("learning")
class LogLikelihoodLearningTest {
  private static final int STAGES = 5;

  /**
   * Importance-weighted autoencoders (Burda et al. 2016, section 5 and Table 1), shortened to
   * stages 0 to 4 of 0 to 7: 121 epochs instead of 3,280. The bounds hold the order, and what three
   * seeds came to.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void importance_weighted_training_finds_more_likely_models(long seed) {
    double vae = train(1, seed);
    double five = train(5, seed);
    assertThat(vae).isBetween(-92.5, -88.5);
    assertThat(five).isBetween(vae + 1, -86.5);
  }

  /**
   * A dense VAE in the setting that pythae's table of reproductions names. The bounds hold what one
   * seed came to, -92.65; published are -89.78, which was not reached.
   */
  @ParameterizedTest
  @ValueSource(longs = 1)
  void dense_vae_stays_as_likely_as_recorded(long seed) {
    Dataset digits = Digits.grey().getTrain();
    Dataset train = digits.range(0, 50_000).binarized(1);
    Dataset validation = digits.range(50_000, 60_000).binarized(2);
    int batch = 100;
    int epoch = train.getSize() / batch;
    Schedule rate = Schedule.piecewise(1e-4, Math.pow(10, -0.2), 200 * epoch, 350 * epoch);
    Vae recipe =
        Vae.dense(train.getExampleShape(), 400).latentSize(40).optimizer(Adam.learningRate(rate));
    try (Backend backend = Learning.backend()) {
      // The published number is that of the epoch which does best on the validation part.
      Trainer trainer = trainer(backend, "dense-", batch, 500, seed).earlyStopping(25);
      long start = System.nanoTime();
      TrainedVae trained = trainer.train(recipe, train, validation);
      double found = record("dense-" + seed, recipe, trained, start, 200);
      assertThat(found).isBetween(-93.5, -91.5);
    }
  }

  private static Trainer trainer(
      Backend backend, String name, int batchSize, int epochs, long seed) {
    return Trainer.on(backend)
        .batchSize(batchSize)
        .epochs(epochs)
        .seed(seed)
        .checkpoints(Learning.run(name + seed))
        .resume();
  }

  private static Layer hidden() {
    return stack(dense(200), tanh(), dense(200), tanh());
  }

  private static Vae recipe(int samples, int stepsPerEpoch) {
    int[] milestones = new int[STAGES - 1];
    int epochs = 0;
    for (int stage = 0; stage < milestones.length; stage++) {
      epochs += pow3(stage);
      milestones[stage] = epochs * stepsPerEpoch;
    }
    Schedule rate = Schedule.piecewise(1e-3, Math.pow(10, -1 / 7.0), milestones);
    return Vae.of(stack(flatten(), hidden()), stack(hidden(), dense(28 * 28)))
        .latentSize(50)
        .importanceSamples(samples)
        .optimizer(Adam.learningRate(rate).epsilon(1e-4));
  }

  private static int pow3(int exponent) {
    return exponent == 0 ? 1 : 3 * pow3(exponent - 1);
  }

  private static double train(int samples, long seed) {
    String name = "likelihood-" + samples + "-";
    // New black and white images in each epoch to train with.
    Dataset train = Digits.grey().getTrain().augmented(seed, Augmentation.binarization());
    int batch = 20;
    Vae recipe = recipe(samples, train.getSize() / batch);
    int epochs = (pow3(STAGES) - 1) / 2;
    try (Backend backend = Learning.backend()) {
      long start = System.nanoTime();
      TrainedVae trained = trainer(backend, name, batch, epochs, seed).train(recipe, train);
      return record(name + seed, recipe, trained, start, 5_000);
    }
  }

  /** Measures a model by so many latents for each test image, which are drawn once. */
  private static double record(
      String name, Vae recipe, TrainedVae trained, long start, int samples) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Dataset test = Digits.grey().getTest().binarized(1);
    ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run(name + ".png"));
    Estimate bound = trained.logLikelihood(test, samples, 500);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.toString());
    facts.put("epochs", trained.getHistory().getEpochs().size());
    facts.put("steps", trained.getSteps());
    facts.put("seconds", seconds);
    facts.put("logLikelihood", bound.getMean());
    facts.put("logLikelihood.error", bound.getStandardError());
    facts.put("test", trained.evaluate(test));
    facts.put("activeUnits", trained.activeUnits(test).getCount());
    Learning.record(name, facts);
    return bound.getMean();
  }
}
