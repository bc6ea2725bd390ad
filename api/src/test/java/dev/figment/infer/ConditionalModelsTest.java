package dev.figment.infer;

import static dev.figment.infer.SmallModels.ANIMALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.onnx.OnnxMetadata;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionalModelsTest {
  private static final float[][] VECTORS = {{0, 9}, {0.2f, 9}, {0.4f, 9}};

  @TempDir Path folder;

  private Path animals() {
    Path file = folder.resolve("animals.onnx");
    SmallModels.conditionalDecoder(file, OnnxMetadata.GENERATOR);
    return file;
  }

  private static Pixels grey(int value) {
    byte[] samples = new byte[6];
    Arrays.fill(samples, (byte) value);
    return Pixels.of(1, 2, 3, samples);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(FigmentException.class).hasMessage(message);
  }

  @Test
  void decodes_each_vector_with_its_label() {
    try (Generator generator = Generator.load(animals())) {
      assertThat(generator.getLabelNames()).isEqualTo(ANIMALS);
      assertThat(generator.decode(VECTORS, new int[] {2, 1, 0}))
          .containsExactly(grey(102), grey(102), grey(102));
      assertThat(generator.decode(VECTORS, new int[] {0, 0, 2}))
          .containsExactly(grey(0), grey(51), grey(204));
      assertThat(generator.decode(new float[0][], new int[0])).isEmpty();
      assertThat(generator.interpolate(new float[] {0, 0}, new float[] {0.4f, 0}, 3, 1))
          .containsExactly(grey(51), grey(102), grey(153));
    }
  }

  @Test
  void samples_labels_in_turn_or_as_asked_from_the_same_noise() {
    try (Generator generator = Generator.load(animals());
        Generator small =
            Generator.load(animals(), InferenceOptions.defaults().batchSize(4).threads(1))) {
      List<Pixels> images = generator.sample(11, 7);
      float[][] noise = new float[11][];
      Arrays.setAll(noise, i -> generator.noise(7, i));
      int[] turns = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1};
      assertThat(images).isEqualTo(generator.decode(noise, turns));
      assertThat(generator.sample(turns, 7)).isEqualTo(images);
      assertThat(small.sample(11, 7)).isEqualTo(images);
      int[] owls = new int[11];
      Arrays.fill(owls, 2);
      assertThat(small.sample(owls, 7))
          .isEqualTo(generator.decode(noise, owls))
          .isNotEqualTo(images);
    }
  }

  @Test
  void encodes_and_reconstructs_with_labels() {
    SmallModels.conditionalAutoencoder(folder);
    try (Autoencoder autoencoder = Autoencoder.load(folder)) {
      List<Pixels> images = Arrays.asList(grey(51), grey(102));
      int[] labels = {1, 2};
      List<Latent> latents = autoencoder.encode(images, labels);
      assertThat(latents.get(0).getMean()[0]).isCloseTo(0f, within(1e-6f));
      assertThat(latents.get(1).getMean()[0]).isCloseTo(0f, within(1e-6f));
      assertThat(latents.get(1).getLogVariance()[0]).isCloseTo(0.4f, within(1e-6f));
      assertThat(autoencoder.getLabelNames()).isEqualTo(ANIMALS);
      assertThat(autoencoder.reconstruct(images, labels)).isEqualTo(images);
      assertThat(autoencoder.decode(latents, new int[] {0, 1})).containsExactly(grey(0), grey(51));
      assertThat(autoencoder.decode(VECTORS, new int[] {2, 1, 0}))
          .containsExactly(grey(102), grey(102), grey(102));
      assertThat(autoencoder.sample(new int[] {0, 1, 2}, 3)).isEqualTo(autoencoder.sample(3, 3));
      assertThat(autoencoder.interpolate(new float[] {0, 0}, new float[] {0.4f, 0}, 3, 1))
          .containsExactly(grey(51), grey(102), grey(153));
    }
  }

  @Test
  void refuses_labels_that_are_unknown_or_not_as_many_as_the_examples() {
    Path file = animals();
    try (Generator generator = Generator.load(file)) {
      for (int label : new int[] {3, -1}) {
        refuses(
            () -> generator.sample(new int[] {0, label}, 1),
            "generator "
                + file
                + ": label number 1 is "
                + label
                + "\n    the network takes labels from 0 (cat) to 2 (owl)");
      }
      refuses(
          () -> generator.decode(VECTORS, new int[2]),
          "generator "
              + file
              + ": the numbers of latent vectors and of labels differ\n"
              + "    they are 3 and 2; give one label for each");
    }
    Generator closed = Generator.load(file);
    closed.close();
    assertThatThrownBy(() -> closed.sample(new int[] {9}, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("generator " + file + " is closed");
    SmallModels.conditionalAutoencoder(folder);
    try (Autoencoder autoencoder = Autoencoder.load(folder)) {
      refuses(
          () -> autoencoder.encode(Collections.singletonList(grey(0)), new int[2]),
          autoencoder
              + ": the numbers of images and of labels differ\n"
              + "    they are 1 and 2; give one label for each");
    }
  }

  @Test
  void refuses_to_run_without_the_labels_that_it_takes() {
    SmallModels.conditionalAutoencoder(folder);
    try (Autoencoder autoencoder = Autoencoder.load(folder)) {
      String message =
          autoencoder
              + " takes a label with each image\n    give them too; they are 0 (cat) to 2 (owl)";
      refuses(() -> autoencoder.encode(grey(0)), message);
      refuses(() -> autoencoder.reconstruct(grey(0)), message);
      refuses(() -> autoencoder.decode(new float[2]), message);
    }
  }

  @Test
  void refuses_labels_for_a_model_that_takes_none() {
    SmallModels.autoencoder(folder);
    try (Autoencoder autoencoder = Autoencoder.load(folder)) {
      String message =
          autoencoder + " takes no labels\n    it was trained without them; leave them out";
      refuses(() -> autoencoder.sample(new int[1], 1), message);
      refuses(() -> autoencoder.decode(VECTORS, new int[3]), message);
      refuses(() -> autoencoder.encode(Collections.emptyList(), new int[0]), message);
      assertThat(autoencoder.getLabelNames()).isEmpty();
    }
  }

  @Test
  void refuses_a_file_whose_metadata_is_wrong_about_labels() {
    Path file = folder.resolve("plain.onnx");
    OnnxMetadata about = SmallModels.about(OnnxMetadata.GENERATOR, PixelRange.UNIT);
    SmallModels.decoder(file, about.labels(ANIMALS));
    refuses(
        () -> Generator.load(file),
        "generator " + file + " has no input named label that is a tensor\n    it has [latent]");
    SmallModels.conditionalDecoder(file, about);
    refuses(
        () -> Generator.load(file),
        "generator " + file + " takes 2 inputs, not only latent\n    run it with OnnxRunner");
  }

  @Test
  void refuses_halves_that_know_other_labels() {
    SmallModels.conditionalAutoencoder(folder);
    SmallModels.decoder(folder.resolve("decoder.onnx"), OnnxMetadata.DECODER, PixelRange.UNIT);
    refuses(
        () -> Autoencoder.load(folder),
        folder
            + ": the encoder and the decoder do not belong together\n"
            + "    the encoder: images [1, 2, 3] in UNIT, latent size 2, labels [cat, dog, owl]\n"
            + "    the decoder: images [1, 2, 3] in UNIT, latent size 2\n"
            + "    export both from one training");
  }

  @Test
  void runs_critics_with_and_without_labels_on_plain_arrays() {
    Path file = folder.resolve("critic.onnx");
    NdArray images = NdArray.of(new float[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, 2, 1, 2, 3);
    SmallModels.critic(file, false);
    try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults().strictShapes())) {
      assertThat(runner.run(Map.of("image", images)).get("score"))
          .isEqualTo(NdArray.of(new float[] {0, 6}, 2));
      OnnxMetadata metadata = OnnxMetadata.of(runner.getProperties());
      assertThat(metadata.getKind()).isEqualTo(OnnxMetadata.CRITIC);
      assertThat(metadata.getLabels()).isEmpty();
    }
    SmallModels.critic(file, true);
    try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults().strictShapes())) {
      NdArray labels = NdArray.of(new int[] {0, 1}, 2);
      assertThat(runner.run(Map.of("image", images, "label", labels)).get("score"))
          .isEqualTo(NdArray.of(new float[] {0, 6.2f}, 2));
      assertThat(OnnxMetadata.of(runner.getProperties()).getLabels()).isEqualTo(ANIMALS);
    }
    refuses(
        () -> Generator.load(file),
        file
            + ": this is a network of the kind critic, not generator or decoder\n    open"
            + " generators with Generator.load(file), autoencoders with Autoencoder.load(folder)");
  }
}
