package dev.figment.model;

import static dev.figment.nn.Layers.conditionalBatchNorm;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.Generator;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.train.DataSpec;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionalGanTest {
  private static final Layer GENERATOR =
      stack(dense(32), conditionalBatchNorm(), relu(), dense(16), sigmoid(), reshape(1, 4, 4));

  @TempDir Path folder;
  private final Dataset data = TinyData.labelledBars(64);

  /** A critic that ends in features where the recipe adds the scores. */
  private static Gan gan(Conditioning how) {
    Layer features = stack(flatten(), dense(64), leakyRelu(0.2));
    Layer critic = how == Conditioning.CONCATENATION ? stack(features, dense(1)) : features;
    return Gan.of(GENERATOR, critic)
        .conditional(how)
        .latentSize(4)
        .optimizer(Adam.learningRate(4e-3).betas(0.5, 0.9));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void makes_images_of_the_class_that_is_asked_for(Conditioning how) {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan trained =
          Trainer.on(backend).batchSize(16).epochs(500).seed(3).train(gan(how), data);
      int right = 0;
      for (int label = 0; label < 2; label++) {
        int[] labels = new int[50];
        Arrays.fill(labels, label);
        for (Pixels image : trained.sample(labels, 5)) {
          right += direction(image) == label ? 1 : 0;
        }
      }
      assertThat(right).isGreaterThan(90);
    }
  }

  /** 0 if the brightest line is a row, 1 if it is a column. */
  private static int direction(Pixels image) {
    int[] rows = new int[4];
    int[] columns = new int[4];
    for (int i = 0; i < 16; i++) {
      rows[i / 4] += image.sample(0, i / 4, i % 4);
      columns[i % 4] += image.sample(0, i / 4, i % 4);
    }
    return Arrays.stream(rows).max().orElse(0) >= Arrays.stream(columns).max().orElse(0) ? 0 : 1;
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void resumes_to_the_same_bytes_and_exports_proved(Conditioning how) throws Exception {
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(8).seed(2).averageWeights(0.9);
      TrainedGan whole = trainer.epochs(4).checkpoints(folder.resolve("a")).train(gan(how), data);
      Trainer broken = trainer.checkpoints(folder.resolve("b"));
      broken.epochs(2).train(gan(how), data);
      broken.epochs(4).resume().train(gan(how), data);
      assertThat(Files.mismatch(file("a"), file("b"))).isEqualTo(-1);
      assertThat(whole.exportOnnx(folder).getMaxError()).isLessThan(1e-5);
      try (Generator exported = Generator.load(folder.resolve("generator.onnx"))) {
        int[] labels = {1, 1, 0};
        assertThat(exported.getLabelNames()).isEqualTo(whole.getLabelNames()).hasSize(2);
        assertThat(exported.sample(5, 3)).isEqualTo(whole.sample(5, 3));
        assertThat(exported.sample(labels, 3)).isEqualTo(whole.sample(labels, 3));
      }
    }
  }

  private Path file(String run) {
    return folder.resolve(run).resolve("checkpoint.safetensors");
  }

  @Test
  void refuses_data_without_labels() {
    assertThatThrownBy(() -> gan(Conditioning.PROJECTION).bind(DataSpec.of(TinyData.bars(64))))
        .hasMessage(
            "gan: the GAN is conditional (projection), but the data has no labels\n"
                + "    use IDX label files, folders named after classes, or"
                + " dataset.withLabels(...)");
  }

  @Test
  void refuses_packs_of_labelled_examples() {
    assertThatThrownBy(() -> gan(Conditioning.CONCATENATION).pack(2).bind(DataSpec.of(data)))
        .hasMessage(
            "critic: a conditional critic cannot judge packs of 2\n"
                + "    a pack has several labels; leave out pack(...) or conditional(...)");
  }

  @Test
  void refuses_labels_that_are_missing_wrong_or_too_many() {
    try (Backend backend = Backend.named("cpu")) {
      Trainer trainer = Trainer.on(backend).batchSize(16).epochs(1);
      TrainedGan trained = trainer.train(gan(Conditioning.PROJECTION), data);
      NdArray latents = trained.latents(3, 1);
      assertThatThrownBy(() -> trained.generate(latents))
          .hasMessage(
              "the generator is conditional and was given no labels\n"
                  + "    give one label for each example, from 0 to 1");
      assertThatThrownBy(() -> trained.sample(new int[] {0, 2}, 1))
          .hasMessage(
              "the generator was given the label 2, it knows [horizontal, vertical]\n"
                  + "    labels count from 0 to 1");
      assertThatThrownBy(() -> trained.generate(latents, NdArray.of(new int[] {1}, 1)))
          .hasMessage(
              "the generator was given 1 labels for 3 examples\n    each example needs one");
    }
  }
}
