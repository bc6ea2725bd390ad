package dev.figment.model;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.SafeTensors;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GanTest {
  @TempDir Path folder;
  private final Dataset data = TinyData.labelledBars(64);
  private static final Layer GENERATOR =
      stack(dense(24), relu(), dense(16), sigmoid(), reshape(1, 4, 4));
  private static final Layer CRITIC = stack(flatten(), dense(24), leakyRelu(0.2), dense(1));

  private static Gan gan() {
    return Gan.of(GENERATOR, CRITIC)
        .latentSize(4)
        .optimizer(Adam.learningRate(5e-3).betas(0.5, 0.9));
  }

  static Stream<Gan> recipes() {
    return Stream.of(
        gan(),
        gan().loss(GanLoss.MINIMAX),
        gan().loss(GanLoss.LEAST_SQUARES),
        gan().loss(GanLoss.HINGE).penalty(CriticPenalty.r1(1)),
        gan().loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(1)).criticSteps(3),
        gan().penalty(CriticPenalty.dragan(1)),
        gan().penalty(CriticPenalty.r2(1)),
        gan().penalty(CriticPenalty.r1(0.5).every(4)),
        gan().pack(2),
        gan().loss(GanLoss.NON_SATURATING.smoothed(0.1)),
        gan()
            .penalty(
                CriticPenalty.consistency(1, List.of(DifferentiableAugmentation.TRANSLATION))
                    .plus(CriticPenalty.r1(0.5))),
        gan().augmented(DifferentiableAugmentation.COLOUR),
        gan().instanceNoise(Schedule.linear(0.2, 0, 200)),
        gan().conditional(Conditioning.CONCATENATION),
        gan().generatorSteps(2));
  }

  /** Bars have two levels of brightness; what is generated must learn to have them too. */
  @ParameterizedTest
  @MethodSource("recipes")
  void every_loss_and_penalty_learns_the_mean_brightness(Gan gan) {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan trained = Trainer.on(backend).batchSize(16).epochs(60).seed(2).train(gan, data);
      double sum = 0;
      List<Pixels> samples = trained.sample(64, 1);
      for (Pixels sample : samples) {
        for (byte level : sample.samples()) {
          sum += (level & 0xff) / 255.0 / 16 / 64;
        }
      }
      assertThat(sum).isBetween(0.15, 0.45);
    }
  }

  @Test
  void an_interrupted_training_resumes_to_the_same_bytes() throws Exception {
    Gan gan =
        gan().loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(10)).criticSteps(2);
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(8).seed(2).averageWeights(0.9);
      trainer.epochs(4).checkpoints(folder.resolve("a")).train(gan, data);
      Trainer broken = trainer.checkpoints(folder.resolve("b"));
      broken.epochs(2).train(gan, data);
      broken.epochs(4).resume().train(gan, data);
      assertThat(Files.mismatch(file("a"), file("b"))).isEqualTo(-1);
    }
  }

  private Path file(String run) {
    return folder.resolve(run).resolve("checkpoint.safetensors");
  }

  @Test
  void weight_clipping_holds_the_critic_and_not_the_generator() {
    Gan gan = gan().loss(GanLoss.WASSERSTEIN).weightClipping(0.05);
    try (Backend backend = Backend.named("cpu")) {
      Trainer.on(backend).batchSize(16).epochs(5).checkpoints(folder).train(gan, data);
    }
    Map<String, NdArray> tensors =
        SafeTensors.read(folder.resolve("checkpoint.safetensors")).getTensors();
    assertThat(largest(tensors, "critic/")).isEqualTo(0.05f);
    assertThat(largest(tensors, "generator/")).isGreaterThan(0.1f);
  }

  private static float largest(Map<String, NdArray> tensors, String prefix) {
    float largest = 0;
    for (Map.Entry<String, NdArray> tensor : tensors.entrySet()) {
      if (tensor.getKey().startsWith(prefix)) {
        for (float weight : tensor.getValue().floats()) {
          largest = Math.max(largest, Math.abs(weight));
        }
      }
    }
    return largest;
  }

  @Test
  void the_generator_is_exported_proved() {
    try (Backend backend = Backend.named("cpu")) {
      Gan gan =
          Gan.of(
                  stack(
                      dense(32),
                      reshape(8, 2, 2),
                      batchNorm(),
                      relu(),
                      conv(1),
                      flatten(),
                      dense(16),
                      sigmoid(),
                      reshape(1, 4, 4)),
                  CRITIC)
              .latentSize(4);
      TrainedGan trained = Trainer.on(backend).batchSize(16).epochs(2).train(gan, data);
      assertThat(trained.exportOnnx(folder).getMaxError()).isLessThan(1e-5);
      try (dev.figment.infer.Generator exported =
          dev.figment.infer.Generator.load(folder.resolve("generator.onnx"))) {
        assertThat(exported.sample(5, 3)).isEqualTo(trained.sample(5, 3));
      }
      NdArray images = trained.generate(trained.latents(4, 1));
      try (OnnxRunner critic =
          OnnxRunner.open(folder.resolve("critic.onnx"), InferenceOptions.defaults())) {
        NdArray scores = critic.run(Map.of("image", images)).get("score");
        assertThat(scores).isNotNull();
        for (int i = 0; i < 4; i++) {
          assertThat(scores.get(i)).isCloseTo(trained.score(images).get(i), within(1e-5));
        }
      }
    }
  }

  @Test
  void refuses_batch_norm_in_a_critic_with_a_slope_penalty() {
    Gan gan =
        Gan.of(GENERATOR, stack(conv(4), batchNorm(), flatten(), dense(1)))
            .penalty(CriticPenalty.gradientPenalty(10));
    assertThatThrownBy(() -> gan.bind(DataSpec.of(data)))
        .hasMessage(
            """
            critic/2 batchNorm(): this layer in a critic does not go with gradientPenalty(10.0)
                it mixes the examples of a batch, whose slopes are taken one by one
                use layerNorm() in the critic\
            """);
  }

  @Test
  void refuses_tanh_against_unit_data() {
    Gan gan = Gan.of(stack(dense(16), tanh(), reshape(1, 4, 4)), CRITIC);
    assertThatThrownBy(() -> gan.bind(DataSpec.of(data)))
        .hasMessage(
            """
            generator: the generator makes numbers in SIGNED, the data is in UNIT
                call scaledTo(PixelRange.SIGNED) on the data, or end the generator with sigmoid()\
            """);
    gan.bind(DataSpec.of(data.scaledTo(PixelRange.SIGNED)));
  }

  @Test
  void evaluates_data_that_does_not_divide_into_packs() {
    try (Backend backend = Backend.named("reference")) {
      TrainedGan trained =
          Trainer.on(backend).batchSize(15).epochs(1).train(gan().pack(3), data, data.take(31));
      assertThat(trained.evaluate(data.take(31)).get("loss")).isFinite();
      assertThat(trained.evaluate(data.take(2)).get("loss"))
          .as("a pack of both and the first again")
          .isFinite();
    }
  }

  @Test
  void refuses_packs_that_do_not_divide_the_batch() {
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(16);
      assertThatThrownBy(() -> trainer.train(gan().pack(3), data))
          .hasMessage(
              "a batch of 16 does not divide into packs of 3\n"
                  + "    use a batch size that is a multiple of 3");
    }
  }

  @Test
  void refuses_a_critic_that_gives_more_than_a_score() {
    Gan gan = Gan.of(GENERATOR, stack(flatten(), dense(2)));
    assertThatThrownBy(() -> gan.bind(DataSpec.of(data)))
        .hasMessage(
            "critic: the critic gives [N, 2] instead of one score an example\n"
                + "    end it with dense(1), without a sigmoid");
  }
}
