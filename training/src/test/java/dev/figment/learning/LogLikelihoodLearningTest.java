package dev.figment.learning;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Augmentation;
import dev.figment.data.Dataset;
import dev.figment.data.Split;
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

/**
 * The log-likelihood of MNIST in the protocol of importance-weighted autoencoders (Burda et al.
 * 2016, section 5 and Table 1), shortened to stages 0 to 4 of 0 to 7: 121 epochs instead of 3,280.
 */
@Tag("learning")
class LogLikelihoodLearningTest {
  private static final int BATCH = 20;
  private static final int STAGES = 5;
  private static final int TEST_SAMPLES = 5_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void importance_weighted_training_finds_more_likely_models(long seed) {
    double vae = train(1, seed);
    double five = train(5, seed);
    assertThat(vae).isBetween(-92.5, -88.5);
    assertThat(five).isBetween(vae + 1, -86.5);
  }

  private static Layer hidden() {
    return stack(dense(200), tanh(), dense(200), tanh());
  }

  private static Vae vae(int samples, int stepsPerEpoch) {
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
    String name = "likelihood-" + samples + "-" + seed;
    Split digits = Digits.grey();
    // New black and white images in each epoch to train with, the same ones to test with.
    Dataset train = digits.getTrain().augmented(seed, Augmentation.binarization());
    Dataset test = digits.getTest().binarized(1);
    Vae recipe = vae(samples, train.getSize() / BATCH);
    int epochs = (pow3(STAGES) - 1) / 2;
    long start = System.nanoTime();
    try (Backend backend = Learning.backend()) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(BATCH)
              .epochs(epochs)
              .seed(seed)
              .checkpoints(Learning.run(name))
              .resume()
              .train(recipe, train);
      double seconds = (System.nanoTime() - start) / 1e9;
      ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run(name + ".png"));
      Estimate bound = trained.logLikelihood(test, TEST_SAMPLES, 500);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", recipe.toString());
      facts.put("epochs", epochs);
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
}
