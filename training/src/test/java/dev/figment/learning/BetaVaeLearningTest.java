package dev.figment.learning;

import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upConv;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the weight of the KL term trades for what, in the setting of the logs of Dubois et al.'s
 * "Disentangling VAE": MNIST of 32 x 32 pixels, networks of Burgess et al. (2018), 10 latents.
 * Shortened to 40 epochs of 400.
 */
@Tag("learning")
class BetaVaeLearningTest {
  private static final int SIDE = 32;
  private static final int CHANNELS = 32;
  private static final int EPOCHS = 40;
  private static final int WARM_UP = 10_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_larger_weight_leaves_less_in_the_latent(long seed) {
    Map<String, Double> plain = train(1, seed);
    assertThat(plain.get("kl")).isBetween(18.5, 20.5);
    assertThat(plain.get("reconstruction")).isBetween(118.0, 125.0);
    Map<String, Double> four = train(4, seed);
    assertThat(four.get("kl")).isBetween(9.5, 12.0);
    assertThat(four.get("reconstruction")).isBetween(137.0, 147.0);
  }

  private static Layer encoder() {
    return stack(
        stack(halving(), halving(), halving()),
        flatten(),
        stack(dense(256), relu(), dense(256), relu()));
  }

  private static Layer halving() {
    return stack(conv(CHANNELS).kernel(4).stride(2).padding(1), relu());
  }

  private static Layer decoder() {
    return stack(
        stack(dense(256), relu(), dense(256), relu()),
        stack(dense(CHANNELS * SIDE / 8 * SIDE / 8), relu()),
        reshape(CHANNELS, SIDE / 8, SIDE / 8),
        stack(doubling(), doubling(), upConv(1).doubling()));
  }

  private static Layer doubling() {
    return stack(upConv(CHANNELS).doubling(), relu());
  }

  /** The terms over the training images, as the logs have them. */
  private static Map<String, Double> train(int beta, long seed) {
    String name = "beta-" + beta + "-" + seed;
    Dataset train = new EnlargedDigits(Digits.grey().getTrain(), SIDE);
    Dataset test = new EnlargedDigits(Digits.grey().getTest(), SIDE);
    Vae recipe =
        Vae.of(encoder(), decoder())
            .latentSize(10)
            .beta(beta)
            .klWarmUp(WARM_UP)
            .optimizer(Adam.learningRate(5e-4));
    long start = System.nanoTime();
    try (Backend backend = Learning.backend()) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(64)
              .epochs(EPOCHS)
              .seed(seed)
              .checkpoints(Learning.run(name))
              .resume()
              .train(recipe, train);
      double seconds = (System.nanoTime() - start) / 1e9;
      ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run(name + ".png"));
      Map<String, Double> terms = trained.evaluate(train);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", recipe.toString());
      facts.put("epochs", EPOCHS);
      facts.put("steps", trained.getSteps());
      facts.put("seconds", seconds);
      facts.put("train", terms);
      facts.put("test", trained.evaluate(test));
      facts.put("activeUnits", trained.activeUnits(test).getCount());
      Learning.record(name, facts);
      return terms;
    }
  }
}
