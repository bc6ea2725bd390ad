package dev.figment.model;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.layerNorm;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upConv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.optim.Sgd;
import dev.figment.train.SafeTensors;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole steps on the CPU backend against the reference, by every number that they leave behind. */
class GanStepTest {
  @TempDir Path folder;

  static Stream<Gan> recipes() {
    Gan gan =
        Gan.of(
                stack(
                    dense(16),
                    reshape(4, 2, 2),
                    batchNorm(),
                    relu(),
                    upConv(1).doubling(),
                    sigmoid()),
                stack(conv(4).halving(), leakyRelu(0.2), conv(6), layerNorm(), flatten(), dense(1)))
            .latentSize(3)
            .optimizer(Sgd.learningRate(1e-3));
    return Stream.of(
        gan.loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(10)).criticSteps(2),
        gan.penalty(CriticPenalty.r1(5).plus(CriticPenalty.r2(5))).pack(2),
        gan.augmented(
            DifferentiableAugmentation.COLOUR,
            DifferentiableAugmentation.TRANSLATION,
            DifferentiableAugmentation.CUTOUT));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_step_on_the_cpu_equals_one_on_the_reference(Gan gan) {
    Map<String, NdArray> expected = afterSteps("reference", gan);
    Map<String, NdArray> actual = afterSteps("cpu", gan);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) -> {
          double size = 1e-2;
          for (int i = 0; i < value.getSize(); i++) {
            size = Math.max(size, Math.abs(value.get(i)));
          }
          for (int i = 0; i < value.getSize(); i++) {
            assertThat(actual.get(name).get(i))
                .as("%s, element %d", name, i)
                .isCloseTo(value.get(i), within(1e-4 * size));
          }
        });
  }

  /** Two steps of 8 examples. */
  private Map<String, NdArray> afterSteps(String backendName, Gan gan) {
    Path run = folder.resolve(backendName);
    try (Backend backend = Backend.named(backendName)) {
      Trainer.on(backend)
          .batchSize(8)
          .epochs(2)
          .averageWeights(0.5)
          .checkpoints(run)
          .train(gan, TinyData.bars(24));
    }
    return SafeTensors.read(run.resolve("checkpoint.safetensors")).getTensors();
  }
}
