package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.infer.Autoencoder;
import dev.figment.loss.Likelihood;
import dev.figment.nn.Layers;
import dev.figment.optim.Adam;
import dev.figment.train.DataSpec;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaeTest {
  @TempDir Path folder;

  @Test
  void learns_to_reconstruct_and_exports_itself_proved() throws Exception {
    Dataset data = TinyData.bars(64);
    try (Backend backend = Backend.named("reference")) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(16)
              .epochs(150)
              .seed(3)
              .train(
                  Vae.dense(data.getExampleShape(), 12)
                      .latentSize(3)
                      .optimizer(Adam.learningRate(0.01)),
                  data);
      List<dev.figment.train.EpochReport> epochs = trained.getHistory().getEpochs();
      assertThat(epochs).hasSize(150);
      assertThat(epochs.get(149).getLoss()).isLessThan(0.75 * epochs.get(0).getLoss());
      Map<String, Double> terms = trained.evaluate(data.take(37));
      assertThat(terms).containsOnlyKeys("loss", "reconstruction", "kl", "negativeElbo");
      assertThat(terms.get("loss"))
          .isCloseTo(
              terms.get("reconstruction") + terms.get("kl"),
              org.assertj.core.data.Offset.offset(1e-3));
      ExportReport report = trained.exportOnnx(folder);
      assertThat(report.getMaxError()).isLessThan(1e-5).isGreaterThan(0);
      assertThat(folder.resolve("encoder.onnx")).exists();
      assertThat(folder.resolve("decoder.onnx")).exists();
      assertThat(Files.readString(folder.resolve("parity.json"))).contains("\"maxError\"");
      assertThat(trained.sample(3, 5)).isEqualTo(trained.sample(3, 5)).hasSize(3);
      try (Autoencoder exported = Autoencoder.load(folder)) {
        assertThat(exported.sample(3, 5)).isEqualTo(trained.sample(3, 5));
        List<Pixels> reconstructed = trained.reconstruct(data.take(4));
        assertThat(reconstructed).hasSize(4);
        List<Pixels> again = exported.reconstruct(pixels(data, 4));
        for (int i = 0; i < 4 * 16; i++) {
          int expected = reconstructed.get(i / 16).samples()[i % 16] & 0xff;
          assertThat(again.get(i / 16).samples()[i % 16] & 0xff)
              .isBetween(expected - 3, expected + 3);
        }
      }
      assertThat(trained.sample(1, 6)).isNotEqualTo(trained.sample(1, 7));
    }
  }

  private static List<Pixels> pixels(Dataset data, int count) {
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[16];
      data.read(i, values, 0);
      images.add(Pixels.fromFloats(values, 0, 1, 4, 4, PixelRange.UNIT));
    }
    return images;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,28,28", "3,32,32", "3,64,64", "1,28,20", "1,25,17", "1,8,8", "3,48,80"})
  void convolutional_preset_gives_back_the_shape_that_it_takes(String text) {
    int[] dims = java.util.Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    Shape shape = Shape.of(dims);
    Vae vae = Vae.convolutional(shape, 8).latentSize(5);
    assertThat(vae.bind(DataSpec.of(shape, PixelRange.UNIT, List.of())).getPhases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bernoulli", "gaussian", "laplace", "discretised-logistic"})
  void every_likelihood_trains(String name) {
    Dataset data = TinyData.bars(32);
    try (Backend backend = Backend.named("reference")) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(16)
              .epochs(15)
              .train(
                  Vae.dense(data.getExampleShape(), 8)
                      .latentSize(2)
                      .likelihood(Likelihood.named(name))
                      .optimizer(Adam.learningRate(0.01)),
                  data);
      List<dev.figment.train.EpochReport> epochs = trained.getHistory().getEpochs();
      assertThat(epochs.get(14).getLoss()).isLessThan(epochs.get(0).getLoss());
    }
  }

  @Test
  void free_bits_keep_the_kl_from_vanishing() {
    Dataset data = TinyData.bars(32);
    try (Backend backend = Backend.named("reference")) {
      Vae plain =
          Vae.dense(data.getExampleShape(), 8)
              .latentSize(2)
              .beta(20)
              .optimizer(Adam.learningRate(0.02));
      Trainer trainer = Trainer.on(backend).batchSize(16).epochs(200);
      double pressed = trainer.train(plain, data).evaluate(data).get("kl");
      double free = trainer.train(plain.freeBits(1), data).evaluate(data).get("kl");
      assertThat(pressed).isLessThan(0.5);
      assertThat(free).isGreaterThan(1.5);
    }
  }

  @Test
  void refuses_data_in_another_range() {
    Dataset data = TinyData.bars(32).scaledTo(PixelRange.SIGNED);
    assertThatThrownBy(() -> Vae.dense(data.getExampleShape(), 8).bind(DataSpec.of(data)))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the likelihood bernoulli takes pixels in UNIT [0, 1], the data is in SIGNED\n"
                + "    call scaledTo(PixelRange.UNIT) on the data");
  }

  @Test
  void refuses_an_encoder_that_ends_in_images() {
    DataSpec data = DataSpec.of(Shape.of(1, 8, 8), PixelRange.UNIT, List.of());
    Vae vae = Vae.of(Layers.conv(4).halving(), Layers.dense(64));
    assertThatThrownBy(() -> vae.bind(data))
        .hasMessage(
            "encoder: the encoder ends in [N, 4, 4, 4], but a latent is made of vectors\n"
                + "    end it with flatten()");
  }

  @Test
  void refuses_a_decoder_that_makes_another_number_of_pixels() {
    DataSpec data = DataSpec.of(Shape.of(1, 8, 8), PixelRange.UNIT, List.of());
    Vae vae = Vae.of(Layers.flatten(), Layers.dense(63));
    assertThatThrownBy(() -> vae.bind(data))
        .hasMessage(
            "decoder: the decoder makes [N, 63], the data is [N, 1, 8, 8]\n"
                + "    they have 63 and 64 numbers per example");
  }

  @Test
  void tells_which_layer_of_a_stack_does_not_fit() {
    DataSpec data = DataSpec.of(Shape.of(1, 8, 8), PixelRange.UNIT, List.of());
    Vae vae = Vae.of(Layers.flatten(), Layers.stack(Layers.dense(60), Layers.reshape(4, 4, 4)));
    assertThatThrownBy(() -> vae.bind(data))
        .hasMessage(
            """
            decoder/2 reshape(4, 4, 4): shape [N, 60] does not reshape to [N, 4, 4, 4]
                they have 60 and 64 elements per example
                the layer before it is dense(60), giving [N, 60]\
            """);
  }

  @Test
  void in_memory_arrays_train_too() {
    float[][] values = new float[40][16];
    for (int i = 0; i < values.length; i++) {
      values[i][i % 16] = 1;
    }
    Dataset data = Datasets.of(Shape.of(1, 4, 4), PixelRange.UNIT, values);
    try (Backend backend = Backend.named("reference")) {
      TrainedVae trained =
          Trainer.on(backend).batchSize(20).epochs(2).train(Vae.dense(Shape.of(1, 4, 4), 8), data);
      assertThat(trained.getSteps()).isEqualTo(4);
    }
  }
}
