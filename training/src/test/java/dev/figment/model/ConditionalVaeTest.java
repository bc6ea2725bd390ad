package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Glyphs;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.optim.Adam;
import dev.figment.train.DataSpec;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionalVaeTest {
  private static final List<String> NAMES = List.of("first", "second", "third", "fourth");

  @TempDir Path folder;
  private final Dataset bars = TinyData.bars(64);
  private final Dataset data = labelled(bars);
  private final Vae vae =
      Vae.dense(data.getExampleShape(), 24)
          .latentSize(2)
          .conditional()
          .optimizer(Adam.learningRate(0.01));
  private Backend backend;

  /** The label says which row or which column; the latent has to say whether row or column. */
  private static Dataset labelled(Dataset bars) {
    int[] labels = new int[bars.getSize()];
    Arrays.setAll(labels, i -> i % 4);
    return bars.withLabels(labels, NAMES);
  }

  @BeforeEach
  void open() {
    backend = Backend.named("cpu");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private TrainedVae train(int epochs) {
    return Trainer.on(backend).batchSize(16).epochs(epochs).seed(3).train(vae, data);
  }

  /** The brightest of four rows and four columns, as the number of its label. */
  private static int brightest(Pixels image) {
    int best = 0;
    int[] sums = new int[8];
    for (int i = 0; i < 16; i++) {
      sums[i / 4] += image.samples()[i] & 0xff;
      sums[4 + i % 4] += image.samples()[i] & 0xff;
    }
    for (int line = 0; line < 8; line++) {
      best = sums[line] > sums[best] ? line : best;
    }
    return best % 4;
  }

  private static double right(List<Pixels> images, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += brightest(images.get(i)) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  @Test
  void samples_look_like_the_class_that_is_asked_for() {
    TrainedVae trained = train(150);
    assertThat(trained.getLabelNames()).isEqualTo(NAMES);
    int[] turns = new int[100];
    Arrays.setAll(turns, i -> i % 4);
    assertThat(right(trained.sample(100, 5), turns)).isGreaterThan(0.95);
    for (int label = 0; label < 4; label++) {
      int[] labels = new int[50];
      Arrays.fill(labels, label);
      assertThat(right(trained.sample(labels, 5), labels)).isGreaterThan(0.95);
    }
    assertThat(trained.sample(new int[] {0, 1, 2, 3, 0}, 8)).isEqualTo(trained.sample(5, 8));
    assertThat(right(trained.reconstruct(data.range(5, 17)), Arrays.copyOfRange(turns, 5, 17)))
        .isEqualTo(1);
  }

  @Test
  void a_latent_decoded_with_another_label_keeps_its_direction() {
    TrainedVae trained = train(150);
    float[] values = new float[16];
    data.read(1, values, 0);
    NdArray latent = trained.mean(NdArray.of(values, 1, 1, 4, 4), new int[] {1});
    Pixels moved = trained.decode(latent, new int[] {3}).get(0);
    assertThat(brightest(moved)).isEqualTo(3);
    int row = 0;
    for (int i = 12; i < 16; i++) {
      row += moved.samples()[i] & 0xff;
    }
    assertThat(row).isGreaterThan(4 * 160);
  }

  @Test
  void measures_are_taken_given_the_labels() {
    TrainedVae trained = train(150);
    Dataset wrong = bars.withLabels(shifted(), NAMES);
    double right = trained.evaluate(data).get("negativeElbo");
    assertThat(trained.evaluate(wrong).get("negativeElbo")).isGreaterThan(right + 5);
    double bound = trained.logLikelihood(data, 200, 1000).getMean();
    assertThat(bound).isGreaterThan(-right);
    assertThat(trained.logLikelihood(wrong, 200, 1000).getMean()).isLessThan(bound - 5);
    assertThat(trained.activeUnits(data).getCount()).isBetween(1, 2);
  }

  private int[] shifted() {
    int[] labels = new int[bars.getSize()];
    Arrays.setAll(labels, i -> (i + 1) % 4);
    return labels;
  }

  @Test
  void is_exported_proved_with_a_label_beside_the_other_input() {
    TrainedVae trained = train(5);
    assertThat(trained.exportOnnx(folder).getMaxError()).isLessThan(1e-5);
    float[] values = new float[3 * 16];
    for (int i = 0; i < 3; i++) {
      data.read(i, values, i * 16);
    }
    int[] labels = {0, 1, 2};
    NdArray images = NdArray.of(values, 3, 1, 4, 4);
    NdArray mean = trained.mean(images, labels);
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put("image", images);
    inputs.put("label", NdArray.of(labels, 3));
    Path encoder = folder.resolve("encoder.onnx");
    try (OnnxRunner runner = OnnxRunner.open(encoder, InferenceOptions.defaults())) {
      assertThat(runner.run(inputs).get("mean").floats())
          .containsExactly(mean.floats(), org.assertj.core.data.Offset.offset(1e-5f));
    }
    try (Autoencoder exported = Autoencoder.load(folder)) {
      assertThat(exported.getLabelNames()).isEqualTo(NAMES);
      assertThat(exported.sample(5, 3)).isEqualTo(trained.sample(5, 3));
      assertThat(exported.sample(labels, 3)).isEqualTo(trained.sample(labels, 3));
    }
  }

  @Test
  void an_interrupted_training_resumes_to_the_same_bytes() throws Exception {
    Trainer trainer = Trainer.on(backend).batchSize(8).seed(2);
    trainer.epochs(4).checkpoints(folder.resolve("a")).train(vae, data);
    Trainer broken = trainer.checkpoints(folder.resolve("b"));
    broken.epochs(2).train(vae, data);
    broken.epochs(4).resume().train(vae, data);
    assertThat(Files.mismatch(file("a"), file("b"))).isEqualTo(-1);
  }

  private Path file(String run) {
    return folder.resolve(run).resolve("checkpoint.safetensors");
  }

  @Test
  void the_label_goes_beside_the_features_and_beside_the_latent() {
    Shape shape = Shape.of(3, 16, 12);
    DataSpec spec = DataSpec.of(shape, PixelRange.UNIT, NAMES);
    Vae convolutional = Vae.convolutional(shape, 4).conditional();
    assertThat(convolutional.bind(spec).getPhases().get(0).getWeights())
        .extracting(weight -> weight.getName() + " " + weight.getType())
        .contains(
            "encoder/label/embedding f32[4,4]",
            "encoder/mean/weight f32[260,16]",
            "decoder/label/embedding f32[4,4]",
            "decoder/1 dense(256)/weight f32[20,256]");
  }

  @Test
  void labels_do_not_unsettle_the_first_steps_of_dense_networks() {
    Dataset digits = Glyphs.digits(320, 1);
    Vae dense = Vae.dense(digits.getExampleShape(), 100).conditional();
    TrainedVae trained = Trainer.on(backend).batchSize(32).epochs(1).train(dense, digits);
    assertThat(trained.getHistory().getEpochs().get(0).getTerms().get("kl")).isLessThan(100);
  }

  @Test
  void refuses_data_without_labels() {
    assertThatThrownBy(() -> vae.bind(DataSpec.of(bars)))
        .hasMessage(
            "the model needs labels, but the data has none\n"
                + "    use IDX label files, folders named after classes, or"
                + " dataset.withLabels(...)");
  }

  @Test
  void refuses_to_measure_without_labels_or_with_others() {
    TrainedVae trained = train(1);
    String missing =
        "the model was trained on the classes [first, second, third, fourth], the data has no"
            + " labels\n    give data with the same classes in the same order";
    assertThatThrownBy(() -> trained.evaluate(bars)).hasMessage(missing);
    assertThatThrownBy(() -> trained.logLikelihood(bars, 5, 10)).hasMessage(missing);
    assertThatThrownBy(() -> trained.reconstruct(bars)).hasMessage(missing);
    Dataset others = bars.withLabels(shifted(), List.of("a", "b", "c", "d", "e"));
    assertThatThrownBy(() -> trained.activeUnits(others))
        .hasMessage(
            "the model was trained on the classes [first, second, third, fourth], the data has"
                + " [a, b, c, d, e]\n    give data with the same classes in the same order");
  }

  @Test
  void refuses_a_label_that_there_is_not_and_latents_without_labels() {
    TrainedVae trained = train(1);
    assertThatThrownBy(() -> trained.sample(new int[] {1, 4}, 0))
        .hasMessage(
            "the decoder was given the label 4, it knows [first, second, third, fourth]\n"
                + "    labels count from 0 to 3");
    assertThatThrownBy(() -> trained.decode(NdArray.of(new float[2], 1, 2)))
        .hasMessage(
            "the decoder is conditional and was given no labels\n"
                + "    give one label for each example, from 0 to 3");
  }

  @Test
  void refuses_labels_for_a_model_without() {
    Vae plain = Vae.dense(data.getExampleShape(), 8).latentSize(2);
    TrainedVae trained = Trainer.on(backend).batchSize(16).epochs(1).train(plain, data);
    assertThat(trained.getLabelNames()).isEmpty();
    assertThatThrownBy(() -> trained.sample(new int[] {1}, 0))
        .hasMessage(
            "the decoder was given labels, but is not conditional\n"
                + "    train a conditional model, or leave the labels out");
  }
}
