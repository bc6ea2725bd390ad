package dev.figment.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.graph.Graph;
import dev.figment.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoencoderTest {
  @TempDir Path folder;
  private Autoencoder autoencoder;

  @BeforeEach
  void load() {
    SmallModels.autoencoder(folder);
    autoencoder = Autoencoder.load(folder);
  }

  @AfterEach
  void close() {
    autoencoder.close();
  }

  private static Pixels grey(int value) {
    byte[] samples = new byte[6];
    java.util.Arrays.fill(samples, (byte) value);
    return Pixels.of(1, 2, 3, samples);
  }

  @Test
  void encodes_each_image_to_its_latent() {
    List<Latent> latents = autoencoder.encode(grey(0), grey(255), grey(51));
    assertThat(latents).hasSize(3);
    assertThat(latents.get(1).getMean()).containsExactly(1, 2);
    assertThat(latents.get(1).getLogVariance()).containsExactly(-1, -2);
    assertThat(latents.get(2).getMean()[0])
        .isEqualTo(0.2f, org.assertj.core.data.Offset.offset(1e-6f));
    assertThat(latents.get(0).getSize()).isEqualTo(2);
  }

  @Test
  void decodes_latents_and_vectors() {
    Latent latent = Latent.of(new float[] {0.2f, 1}, new float[2]);
    Pixels image = autoencoder.decode(latent).get(0);
    assertThat(image.samples()).containsExactly(51, 51, 51, 51, 51, 255);
    assertThat(autoencoder.decode(new float[] {0.2f, 1})).containsExactly(image);
    assertThat(autoencoder.decode(new float[] {5, -5}).get(0).samples())
        .as("numbers outside the range are clipped")
        .containsExactly(255, 255, 255, 255, 255, 0);
  }

  @Test
  void reconstructs_by_the_mean() {
    assertThat(autoencoder.reconstruct(grey(51)).get(0).samples())
        .containsExactly(51, 51, 51, 51, 51, 102);
  }

  @Test
  void interpolates_on_a_straight_line() {
    List<Pixels> way = autoencoder.interpolate(new float[] {0, 0}, new float[] {1, 1}, 6);
    assertThat(way).containsExactly(grey(0), grey(51), grey(102), grey(153), grey(204), grey(255));
    assertThat(autoencoder.interpolate(grey(0), grey(102), 3).get(1).sample(0, 0, 0)).isEqualTo(51);
    assertThatThrownBy(() -> autoencoder.interpolate(grey(0), grey(1), 1))
        .isInstanceOf(FigmentException.class)
        .hasMessage("an interpolation cannot have 1 steps\n    both ends count, so use at least 2");
  }

  @Test
  void runs_many_images_in_small_batches_as_in_one() {
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      images.add(grey(i));
    }
    InferenceOptions small = InferenceOptions.defaults().batchSize(7).threads(1);
    try (Autoencoder other = Autoencoder.load(folder, small)) {
      assertThat(other.encode(images)).isEqualTo(autoencoder.encode(images)).hasSize(100);
      assertThat(other.reconstruct(images)).isEqualTo(autoencoder.reconstruct(images));
      assertThat(other.sample(33, 1)).isEqualTo(autoencoder.sample(33, 1));
    }
  }

  @Test
  void takes_no_image_and_gives_none() {
    assertThat(autoencoder.encode()).isEmpty();
    assertThat(autoencoder.reconstruct(Collections.emptyList())).isEmpty();
    assertThat(autoencoder.sample(0, 1)).isEmpty();
  }

  @Test
  void refuses_images_of_another_size() {
    Pixels other = Pixels.of(1, 4, 5, new byte[20]);
    assertThatThrownBy(() -> autoencoder.encode(grey(0), other))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "autoencoder "
                + folder
                + ": image 1 is 5 x 4 pixels, the network takes 3 x 2\n"
                + "    resize it to 3 x 2 (width x height) before");
  }

  @Test
  void refuses_images_of_other_channels() {
    Pixels colour = Pixels.of(3, 2, 3, new byte[18]);
    assertThatThrownBy(() -> autoencoder.reconstruct(colour))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "autoencoder "
                + folder
                + ": image 0 has 3 channels (red, green, blue), the network"
                + " takes 1 channel (grey)\n    decode the image with 1 channel (grey)");
  }

  @Test
  void refuses_latents_of_another_size_or_without_a_value() {
    assertThatThrownBy(() -> autoencoder.decode(new float[] {1, 2}, new float[3]))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "autoencoder " + folder + ": latent vector 1 has 3 numbers, the network takes 2");
    assertThatThrownBy(() -> autoencoder.decode(new float[] {1, Float.NaN}))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("autoencoder " + folder + ": latent vector 0 holds NaN\n");
    assertThatThrownBy(() -> Latent.of(new float[1], new float[2]))
        .hasMessage("a latent cannot have 1 means and 2 log-variances");
  }

  @Test
  void closes_twice_and_refuses_use_after_it() {
    autoencoder.close();
    autoencoder.close();
    String closed = "autoencoder " + folder + " is closed";
    assertThatThrownBy(() -> autoencoder.encode(grey(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(closed);
    assertThatThrownBy(() -> autoencoder.sample(1, 1)).hasMessage(closed);
    assertThatThrownBy(() -> autoencoder.sample(0, 1)).hasMessage(closed);
    assertThatThrownBy(() -> autoencoder.decode(new float[5])).hasMessage(closed);
    assertThat(autoencoder.getMetadata().getLatentSize()).isEqualTo(2);
  }

  @Test
  void says_what_a_folder_lacks() throws IOException {
    Path missing = folder.resolve("digits");
    assertThatThrownBy(() -> Autoencoder.load(missing))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            missing
                + ": there is no such folder\n"
                + "    an autoencoder is a folder with encoder.onnx and decoder.onnx");
    Files.delete(folder.resolve("decoder.onnx"));
    assertThatThrownBy(() -> Autoencoder.load(folder))
        .isInstanceOf(FigmentException.class)
        .hasMessage(folder.resolve("decoder.onnx") + ": there is no such file");
  }

  @Test
  void refuses_halves_that_do_not_belong_together() {
    SmallModels.decoder(folder.resolve("decoder.onnx"), OnnxMetadata.DECODER, PixelRange.SIGNED);
    assertThatThrownBy(() -> Autoencoder.load(folder))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            folder
                + ": the encoder and the decoder do not belong together\n"
                + "    the encoder: images [1, 2, 3] in UNIT, latent size 2\n"
                + "    the decoder: images [1, 2, 3] in SIGNED, latent size 2\n"
                + "    export both from one training");
  }

  @Test
  void refuses_a_network_of_another_kind() {
    Path file = folder.resolve("encoder.onnx");
    SmallModels.decoder(file, OnnxMetadata.GENERATOR, PixelRange.UNIT);
    assertThatThrownBy(() -> Autoencoder.load(folder))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            file
                + ": this is a network of the kind generator, not encoder\n    open generators"
                + " with Generator.load(file), autoencoders with Autoencoder.load(folder)");
  }

  @Test
  void refuses_a_network_that_contradicts_its_metadata() {
    Path file = folder.resolve("decoder.onnx");
    Graph graph = new Graph();
    graph.output(
        "image", graph.input("latent", SmallModels.type(Shape.of(6))).reshape(Shape.N, 1, 2, 3));
    SmallModels.write(graph, file, SmallModels.about(OnnxMetadata.DECODER, PixelRange.UNIT));
    assertThatThrownBy(() -> Autoencoder.load(folder))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "autoencoder "
                + folder
                + ": input latent is FLOAT [N, 6], its metadata says FLOAT"
                + " [N, 2]\n    export the model again");
  }

  @Test
  void reports_pixels_that_are_not_numbers() {
    Path file = folder.resolve("decoder.onnx");
    Graph graph = new Graph();
    graph.output(
        "image",
        graph
            .input("latent", SmallModels.type(Shape.of(2)))
            .log()
            .sumPerSample()
            .reshape(Shape.N, 1, 1, 1)
            .broadcast(Shape.of(Shape.N, 1, 2, 3)));
    SmallModels.write(graph, file, SmallModels.about(OnnxMetadata.DECODER, PixelRange.UNIT));
    try (Autoencoder broken = Autoencoder.load(folder)) {
      assertThatThrownBy(() -> broken.decode(new float[] {1, 1}, new float[] {-1, 1}))
          .isInstanceOf(FigmentException.class)
          .hasMessageStartingWith(
              "autoencoder " + folder + ": image 1 has pixels that are not numbers (NaN)\n");
    }
  }
}
