package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.data.Dataset;
import dev.figment.graph.Graph;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.metric.Extraction;
import dev.figment.nn.Layers;
import dev.figment.onnx.OnnxMetadata;
import dev.figment.onnx.OnnxModel;
import dev.figment.optim.Adam;
import dev.figment.train.DataSpec;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageClassifierTest {
  private static final Dataset BARS = labelled(80);

  @TempDir Path folder;

  /** Horizontal and vertical bars. */
  private static Dataset labelled(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 8 < 4 ? 0 : 1;
    }
    return TinyData.bars(count).withLabels(labels, List.of("across", "down"));
  }

  private static ImageClassifier small() {
    return ImageClassifier.of(Layers.stack(Layers.flatten(), Layers.dense(6), Layers.softplus()))
        .optimizer(Adam.learningRate(0.03));
  }

  @Test
  void learns_labels_and_gives_features_and_probabilities() {
    try (Backend backend = Backend.named("reference")) {
      Trainer trainer = Trainer.on(backend).batchSize(16).epochs(40).seed(2).checkpoints(folder);
      TrainedClassifier trained = trainer.train(small(), BARS);
      assertThat(trained.accuracy(BARS)).isEqualTo(1);
      assertThat(trained.evaluate(BARS.take(37)).get("loss")).isLessThan(0.1);
      Extraction extraction = trained.extract(BARS.scaledTo(PixelRange.SIGNED));
      assertThat(extraction.getFeatures()).hasToString("80 examples of 6 features");
      int[] labels = extraction.getLabels();
      for (int i = 0; i < labels.length; i++) {
        assertThat(labels[i]).isEqualTo(BARS.label(i));
      }
      NdArray logits = trained.logits(Values.of(BARS.take(3)));
      double difference = logits.get(1) - logits.get(0);
      assertThat(extraction.getProbabilities().get(0, 1))
          .isCloseTo(1 / (1 + Math.exp(-difference)), within(1e-5));
      assertThat(trained.getFrechetName()).isEqualTo("Frechet distance (classifier)");
      TrainedClassifier restored = trainer.restore(small(), BARS);
      assertThat(restored.extract(BARS).getFeatures().row(5))
          .isEqualTo(trained.extract(BARS).getFeatures().row(5));
    }
  }

  @Test
  void loss_is_the_cross_entropy_in_nats() {
    try (Backend backend = Backend.named("reference")) {
      TrainedClassifier trained = Trainer.on(backend).batchSize(20).epochs(1).train(small(), BARS);
      Extraction extraction = trained.extract(BARS);
      double sum = 0;
      for (int i = 0; i < 80; i++) {
        sum -= Math.log(extraction.getProbabilities().get(i, BARS.label(i)));
      }
      assertThat(trained.evaluate(BARS).get("loss")).isCloseTo(sum / 80, within(1e-5));
    }
  }

  @Test
  void the_export_reads_the_same_features() {
    Dataset signed = BARS.scaledTo(PixelRange.SIGNED);
    try (Backend backend = Backend.named("reference")) {
      TrainedClassifier trained =
          Trainer.on(backend).batchSize(20).epochs(2).train(small(), signed);
      ExportReport report = trained.exportOnnx(folder);
      assertThat(report.getFiles()).singleElement().asString().startsWith("classifier.onnx");
      Path file = folder.resolve("classifier.onnx");
      assertThat(OnnxMetadata.read(file).getKind()).isEqualTo("classifier");
      assertThat(OnnxMetadata.read(file).getDataHash()).isEqualTo(signed.getContentHash());
      try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults())) {
        Extraction exported = ImageClassifier.features(runner).extract(BARS);
        Extraction expected = trained.extract(BARS);
        assertThat(exported.getLabels()).isEqualTo(expected.getLabels());
        for (int i = 0; i < BARS.getSize(); i++) {
          assertThat(exported.getFeatures().row(i))
              .containsExactly(expected.getFeatures().row(i), within(1e-5));
        }
      }
    }
  }

  @Test
  void refuses_to_read_features_in_another_network() {
    Path file = folder.resolve("critic.onnx");
    Graph graph = new Graph();
    Tensor image = graph.input("image", TensorType.of(DType.F32, Shape.of(Shape.N, 1, 4, 4)));
    graph.output("score", image.mean(1, 2, 3));
    OnnxModel.of(graph.build("critic"), variable -> NdArray.zeros(variable.getType()))
        .metadata(OnnxMetadata.of("critic", Shape.of(1, 4, 4)))
        .write(file);
    try (OnnxRunner runner = OnnxRunner.open(file, InferenceOptions.defaults())) {
      assertThatThrownBy(() -> ImageClassifier.features(runner))
          .hasMessage(
              "model "
                  + file
                  + ": this is a network of the kind critic, not a classifier\n"
                  + "    export one with TrainedClassifier.exportOnnx(folder)");
    }
  }

  @Test
  void convolutional_preset_takes_grey_and_colour_of_any_size() {
    for (Shape shape : List.of(Shape.of(1, 28, 28), Shape.of(3, 64, 48), Shape.of(1, 8, 9))) {
      ImageClassifier classifier = ImageClassifier.convolutional(shape, 4);
      DataSpec data = DataSpec.of(shape, PixelRange.UNIT, List.of("a", "b", "c"));
      assertThat(classifier.bind(data).getPhases()).hasSize(1);
    }
  }

  @Test
  void refuses_data_without_labels() {
    assertThatThrownBy(() -> small().bind(DataSpec.of(TinyData.bars(8))))
        .hasMessage(
            "a classifier needs at least 2 classes, the data has 0\n"
                + "    use IDX label files, folders named after classes, or"
                + " dataset.withLabels(...)");
  }

  @Test
  void refuses_a_network_that_ends_in_images_and_images_that_are_too_small() {
    DataSpec data = DataSpec.of(Shape.of(1, 8, 8), PixelRange.UNIT, List.of("a", "b"));
    assertThatThrownBy(() -> ImageClassifier.of(Layers.conv(4)).bind(data))
        .hasMessage(
            "classifier: the classifier's network ends in [N, 4, 8, 8], but features are vectors\n"
                + "    end it with flatten()");
    assertThatThrownBy(() -> ImageClassifier.convolutional(Shape.of(1, 7, 7), 4))
        .hasMessage(
            "the convolutional classifier takes images [C, H, W] with sides of at least 8, not"
                + " [1, 7, 7]\n"
                + "    use ImageClassifier.of(network), or larger images");
  }

  @Test
  void refuses_images_of_another_size() {
    try (Backend backend = Backend.named("reference")) {
      TrainedClassifier trained = Trainer.on(backend).batchSize(20).epochs(1).train(small(), BARS);
      Dataset large =
          dev.figment.data.Datasets.of(Shape.of(1, 5, 5), PixelRange.UNIT, new float[25]);
      assertThatThrownBy(() -> trained.extract(large))
          .hasMessage(
              "classifier: the images are [1, 5, 5], the classifier was trained on [1, 4, 4]\n"
                  + "    resize the images, or train a classifier of their size");
    }
  }
}
