package dev.figment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.metric.ModeCount;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.optim.Adam;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stacked MNIST in the protocol of VEEGAN (Srivastava et al. 2017; PacGAN, Table 2): a DCGAN, two
 * updates of the generator for each of the critic. Shortened to 1,000 steps and a quarter of the
 * width: a GAN has few modes by then, and packing most.
 */
@Tag("learning")
class StackedDigitsLearningTest {
  private static final int WIDTH = 16;
  private static final int PACKS = 64;
  private static final int STEPS = 1_000;
  private static final int SAMPLES = 26_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void packing_finds_at_least_three_times_the_modes(long seed) {
    int alone = train(1, seed).getFound();
    int packed = train(2, seed).getFound();
    assertThat(packed).isGreaterThanOrEqualTo(3 * alone);
  }

  private static Gan gan(int pack, Dataset data) {
    return Gan.convolutional(data.getExampleShape(), data.getRange(), WIDTH)
        .latentSize(100)
        .generatorSteps(2)
        .pack(pack)
        .optimizer(Adam.learningRate(2e-4).betas(0.5, 0.999));
  }

  private static ModeCount train(int pack, long seed) {
    String name = "stacked-pack" + pack + "-" + seed;
    Dataset data = new StackedDigits(Digits.mnist().getTrain(), STEPS * PACKS * pack, seed);
    long start = System.nanoTime();
    try (Backend backend = Learning.backend()) {
      TrainedGan trained =
          Trainer.on(backend)
              .batchSize(PACKS * pack)
              .epochs(1)
              .seed(seed)
              .checkpoints(Learning.run(name))
              .resume()
              .train(gan(pack, data), data);
      ModeCount modes = StackedDigits.count(trained, Digits.classifier(backend), SAMPLES);
      ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run(name + ".png"));
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", gan(pack, data).toString());
      facts.put("steps", trained.getSteps());
      facts.put("seconds", (System.nanoTime() - start) / 1e9);
      facts.put("samples", SAMPLES);
      facts.put("modes", modes.getFound());
      facts.put("modes.kl", modes.getKlToUniform());
      Learning.record(name, facts);
      return modes;
    }
  }
}
