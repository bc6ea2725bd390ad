package dev.figment.learning;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static dev.figment.nn.Layers.upConv;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.metric.ModeCount;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Stacked MNIST with a critic too small to see all modes, the setting of unrolled GANs (Metz et al.
 * 2017, section 3.3.1; PacGAN, Table 3): a GAN collapses, and packing keeps it from that.
 */
@Tag("learning")
class StackedDigitsLearningTest {
  private static final int PACKS = 128;
  private static final int STEPS_PER_EPOCH = 500;
  private static final int STEPS = 5_000;
  private static final int SAMPLES = 26_000;

  @Test
  void packing_finds_at_least_three_times_the_modes() {
    int alone = train(1).getFound();
    int packed = train(2).getFound();
    assertThat(packed).isGreaterThanOrEqualTo(3 * alone);
  }

  private static Gan gan(int pack) {
    Layer generator =
        stack(
            stack(dense(4 * 4 * 64), reshape(64, 4, 4), batchNorm(), relu()),
            stack(upConv(32).kernel(3).stride(2), batchNorm(), relu()),
            stack(upConv(16).doubling(), batchNorm(), relu()),
            stack(upConv(8).doubling(), batchNorm(), relu()),
            stack(conv(3), tanh()));
    Layer critic =
        stack(
            stack(conv(2).halving(), leakyRelu(0.3)),
            stack(conv(4).halving(), batchNorm(), leakyRelu(0.3)),
            stack(conv(8).halving(), batchNorm(), leakyRelu(0.3)),
            stack(flatten(), dense(1)));
    return Gan.of(generator, critic)
        .latentSize(256)
        .pack(pack)
        .optimizers(
            Adam.learningRate(1e-3).betas(0.5, 0.99), Adam.learningRate(5e-4).betas(0.5, 0.99));
  }

  private static ModeCount train(int pack) {
    String name = "stacked-pack" + pack;
    Dataset data = new StackedDigits(Digits.mnist().getTrain(), STEPS_PER_EPOCH * PACKS * pack, 1);
    long start = System.nanoTime();
    try (Backend backend = Learning.backend()) {
      TrainedGan trained =
          Trainer.on(backend)
              .batchSize(PACKS * pack)
              .epochs(STEPS / STEPS_PER_EPOCH)
              .seed(1)
              .checkpoints(Learning.run(name))
              .resume()
              .train(gan(pack), data);
      ModeCount modes = StackedDigits.count(trained, Digits.classifier(backend), SAMPLES);
      ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run(name + ".png"));
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", gan(pack).toString());
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
