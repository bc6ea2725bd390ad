package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.graph.Graph;
import dev.figment.metric.Extraction;
import dev.figment.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {
  private static final BackendChoice CPU = BackendChoice.of("cpu", 1);

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  /**
   * Bars at the left or on top of 8 x 8 pixels, of several widths and shades; without labels all at
   * the left, so that positions can be told apart.
   */
  private static Dataset bars(int count, boolean labelled) {
    float[][] images = new float[count][64];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = labelled ? i % 2 : 0;
      for (int at = 0; at < 64; at++) {
        int along = labels[i] == 0 ? at % 8 : at / 8;
        images[i][at] = along <= i % 3 ? 1 - i % 5 * 0.1f : 0;
      }
    }
    Dataset plain = Datasets.of(Shape.of(1, 8, 8), PixelRange.UNIT, images);
    return labelled ? plain.withLabels(labels, List.of("left", "top")) : plain;
  }

  private Extractor open(Dataset train) {
    return Extractor.of(train, bars(20, train.hasLabels()), folder, CPU, log::add);
  }

  @Test
  void labelled_data_is_classified_by_its_labels() {
    try (Extractor extractor = open(bars(120, true))) {
      assertThat(extractor.skill()).isEqualTo(1);
      assertThat(extractor.describe())
          .isEqualTo("classifier of the labels, 100.0 % of 20 test images right");
      Extraction extraction = extractor.features().extract(bars(4, true));
      assertThat(extraction.getLabels()).containsExactly(0, 1, 0, 1);
      assertThat(extraction.getFeatures().getDimension()).isEqualTo(128);
      assertThat(extractor.features().getFrechetName()).isEqualTo("Frechet distance (classifier)");
      assertThat(extractor.numbers())
          .containsEntry("extractor.accuracy", 1.0)
          .containsEntry("extractor.chance", 0.5);
    }
  }

  @Test
  void data_without_labels_is_classified_by_positions_and_counts_no_modes() {
    try (Extractor extractor = open(bars(120, false))) {
      assertThat(extractor.describe())
          .isEqualTo(
              "classifier of positions (the data has no labels), 100.0 % of 80 test images right");
      assertThat(extractor.features().extract(bars(4, false)).hasProbabilities()).isFalse();
      assertThat(extractor.features().getFrechetName()).isEqualTo("Frechet distance (positions)");
    }
  }

  @Test
  void is_trained_once_for_the_same_data() throws IOException {
    Path file = folder.resolve("extractor/classifier.onnx");
    open(bars(60, true)).close();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    open(bars(60, true)).close();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    open(bars(61, true)).close();
    assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void a_damaged_record_or_a_missing_network_is_trained_anew() throws IOException {
    open(bars(60, true)).close();
    byte[] network = Files.readAllBytes(folder.resolve("extractor/classifier.onnx"));
    Files.writeString(folder.resolve("extractor/extractor.json"), "{\"dataHash\":");
    open(bars(60, true)).close();
    Files.delete(folder.resolve("extractor/classifier.onnx"));
    open(bars(60, true)).close();
    assertThat(Files.readAllBytes(folder.resolve("extractor/classifier.onnx"))).isEqualTo(network);
  }

  private static OwnExtractor own(Path file, String input, Shape shape, String features) {
    return new OwnExtractor(file, input, shape, features, null, 0, 255, true);
  }

  @Test
  void a_file_of_ones_own_is_named_by_its_inputs_and_outputs() {
    Path file = folder.resolve("means.onnx");
    Graph graph = new Graph();
    Tensor image = graph.input("pixels", TensorType.of(DType.F32, Shape.of(Shape.N, 3, 4, 4)));
    graph.output("pool", image.mean(2, 3));
    OnnxModel.of(graph.build("means"), variable -> NdArray.zeros(variable.getType())).write(file);
    OwnExtractor named = own(file, "pixels", Shape.of(3, 4, 4), "pool");
    try (Extractor extractor = Extractor.of(named, log::add)) {
      assertThat(extractor.features().getFrechetName()).isEqualTo("FID");
      assertThat(extractor.skill()).isNaN();
      Extraction extraction = extractor.features().extract(bars(2, false));
      assertThat(extraction.getFeatures().get(0, 0)).isEqualTo(extraction.getFeatures().get(0, 2));
    }
    assertThatThrownBy(() -> Extractor.of(own(file, "pixels", null, "pool"), log::add))
        .hasMessage(
            file
                + ": an extractor needs an input, a shape and features\n"
                + "    give --extractor-input, --extractor-shape and --extractor-features, or none"
                + " of them for a classifier that Figment exported");
    assertThatThrownBy(() -> Extractor.of(own(file, null, null, null), log::add))
        .hasMessage(
            file
                + ": Figment did not export this file, so it must be told what it takes\n"
                + "    give --extractor-input, --extractor-shape and --extractor-features");
  }

  @Test
  void an_exported_classifier_needs_no_names() {
    open(bars(60, true)).close();
    Path file = folder.resolve("extractor/classifier.onnx");
    OwnExtractor named = new OwnExtractor(file, null, null, null, null, 0, 1, false);
    try (Extractor extractor = Extractor.of(named, log::add)) {
      assertThat(extractor.features().extract(bars(2, true)).getLabels()).containsExactly(0, 1);
    }
  }
}
