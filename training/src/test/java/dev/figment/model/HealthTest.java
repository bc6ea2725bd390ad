package dev.figment.model;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.layer;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Sgd;
import dev.figment.train.EpochReport;
import dev.figment.train.Health;
import dev.figment.train.History;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
  private static final Layer CRITIC = stack(flatten(), dense(24), leakyRelu(0.2), dense(1));
  private static final Layer GENERATOR =
      stack(dense(24), tanh(), dense(16), sigmoid(), reshape(1, 4, 4));

  @TempDir Path folder;
  private final Dataset data = TinyData.bars(64);

  private static EpochReport last(History history) {
    return history.getEpochs().get(history.getEpochs().size() - 1);
  }

  /** A generator that does not look at its latent makes one image only. */
  @Test
  void a_generator_that_makes_one_image_is_said_to_collapse() {
    Layer blind = stack(layer("blind", x -> x.times(0)), GENERATOR);
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan gan =
          Trainer.on(backend).batchSize(16).epochs(1).train(Gan.of(blind, CRITIC), data);
      Health health = last(gan.getHistory()).getHealth();
      assertThat(health.getNumbers().get("diversity")).isCloseTo(0, within(1e-6));
      assertThat(health.getWarnings())
          .containsExactly(
              "mode collapse: generated images differ by 0 % of what real ones do; try packs, a"
                  + " gradient penalty, or a slower critic");
    }
  }

  @Test
  void a_critic_that_tells_everything_is_said_to_have_won() {
    Gan gan =
        Gan.of(GENERATOR, CRITIC)
            .optimizers(Adam.learningRate(0.02).betas(0.5, 0.9), Sgd.learningRate(1e-9));
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan trained = Trainer.on(backend).batchSize(16).epochs(60).train(gan, data);
      assertThat(String.join("\n", last(trained.getHistory()).getHealth().getWarnings()))
          .containsPattern(
              "the critic has won: it tells (9[89]|100)\\.\\d % of images for certain, and its"
                  + " gradients vanish; try a gradient penalty, noise on what it sees, or a slower"
                  + " critic");
    }
  }

  @Test
  void an_encoder_that_says_nothing_is_said_to_collapse_and_a_sound_one_is_not() {
    Vae vae =
        Vae.of(stack(flatten(), dense(16), tanh()), stack(dense(16), tanh(), dense(16)))
            .latentSize(4)
            .optimizer(Adam.learningRate(0.01));
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(16).epochs(30).seed(2);
      Health sound = last(trainer.train(vae.beta(0.2), data).getHistory()).getHealth();
      assertThat(sound.getNumbers().get("activeUnits")).isGreaterThanOrEqualTo(2);
      assertThat(sound.getWarnings()).isEmpty();
      Health collapsed = last(trainer.train(vae.beta(1000), data).getHistory()).getHealth();
      assertThat(collapsed.getWarnings())
          .containsExactly(
              "posterior collapse: 0 of 4 latent dimensions say something of the image; try"
                  + " klWarmUp(steps), freeBits(0.1) or a smaller beta");
    }
  }

  @Test
  void warnings_and_numbers_survive_a_checkpoint() {
    Layer blind = stack(layer("blind", x -> x.times(0)), GENERATOR);
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(16).epochs(2).checkpoints(folder);
      TrainedGan trained = trainer.train(Gan.of(blind, CRITIC), data);
      TrainedGan restored = trainer.restore(Gan.of(blind, CRITIC), data);
      List<EpochReport> before = trained.getHistory().getEpochs();
      List<EpochReport> after = restored.getHistory().getEpochs();
      assertThat(after).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i).getHealth()).hasToString(before.get(i).getHealth().toString());
        assertThat(after.get(i).getTerms()).isEqualTo(before.get(i).getTerms());
      }
      assertThat(trained.getHistory().toCsv().lines().findFirst())
          .hasValueSatisfying(header -> assertThat(header).endsWith(",health.diversity"));
    }
  }
}
