package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.graph.Graph;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.onnx.OnnxModel;
import dev.figment.train.TinyData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFeaturesTest {
  @TempDir Path folder;
  private OnnxRunner runner;
  private OnnxFeatures extractor;

  /** A model whose features are the means of each channel, and whose labels are their softmax. */
  @BeforeEach
  void open() {
    Graph graph = new Graph();
    Shape shape = Shape.of(Shape.N, 3, 8, 8);
    Tensor images = graph.input("pixels", TensorType.of(DType.F32, shape));
    Tensor means = images.mean(2, 3);
    graph.output("pool", means);
    graph.output("labels", means.softmax());
    Path file = folder.resolve("means.onnx");
    OnnxModel.of(graph.build("means"), variable -> NdArray.zeros(variable.getType())).write(file);
    runner = OnnxRunner.open(file, InferenceOptions.defaults());
    extractor = OnnxFeatures.of(runner, "means", "pixels", Shape.of(3, 8, 8), "pool");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void resizes_grey_images_repeats_channels_and_scales_to_the_range() {
    Dataset bars = TinyData.bars(40).scaledTo(PixelRange.SIGNED);
    Extraction extraction = extractor.range(0, 255).probabilities("labels").extract(bars);
    Features features = extraction.getFeatures();
    assertThat(features).hasToString("40 examples of 3 features");
    Features pixels = Features.pixels(TinyData.bars(40));
    for (int i = 0; i < 40; i++) {
      double mean = 0;
      for (int j = 0; j < 16; j++) {
        mean += pixels.get(i, j) / 16 * 255;
      }
      assertThat(features.get(i, 0)).isCloseTo(mean, within(1e-2));
      assertThat(features.get(i, 2)).isEqualTo(features.get(i, 0));
    }
    assertThat(extraction.getProbabilities().get(7, 1)).isCloseTo(1 / 3.0, within(1e-6));
  }

  @Test
  void reads_lists_of_images() {
    Pixels black = Pixels.of(1, 4, 4, new byte[16]);
    assertThat(extractor.range(-1, 1).extract(List.of(black, black)).getFeatures().row(1))
        .containsExactly(-1, -1, -1);
  }

  @Test
  void is_called_fid_only_if_it_says_that_it_is_inception() {
    assertThat(extractor.getFrechetName()).isEqualTo("Frechet distance (means)");
    assertThat(extractor.getKernelName()).isEqualTo("kernel distance (means)");
    assertThat(extractor.getScoreName()).isEqualTo("classifier score (means)");
    OnnxFeatures famous = extractor.range(-1, 1).inception();
    assertThat(famous.getFrechetName()).isEqualTo("FID");
    assertThat(famous.getKernelName()).isEqualTo("KID");
    assertThat(famous.getScoreName()).isEqualTo("classifier score (means)");
  }

  @Test
  void takes_the_most_probable_label() {
    Features rows = Features.of(new double[][] {{0.2, 0.5, 0.3}, {0.5, 0.5, 0}});
    assertThat(Extraction.of(rows, rows).getLabels()).containsExactly(1, 0);
  }

  @Test
  void refuses_what_does_not_fit() {
    Dataset two = Datasets.of(Shape.of(2, 4, 4), PixelRange.UNIT, new float[32]);
    assertThatThrownBy(() -> extractor.extract(two))
        .hasMessage(
            "extractor means: the images are [2, 4, 4], the model takes [3, 8, 8]\n"
                + "    give images with as many channels, or grey ones");
    assertThatThrownBy(() -> extractor.probabilities("logits").extract(TinyData.bars(2)))
        .hasMessage(
            "extractor means: the model has no output named logits\n"
                + "    it has [pool, labels]");
    assertThatThrownBy(() -> extractor.probabilities("pool").extract(TinyData.bars(2)))
        .hasMessageStartingWith("label probabilities: the probabilities of example 0 add up to ");
    assertThatThrownBy(() -> extractor.extract(TinyData.bars(2)).getProbabilities())
        .hasMessage(
            "the extractor gives features, but no label probabilities\n"
                + "    name the output that has them, or use a classifier");
    assertThatThrownBy(() -> OnnxFeatures.of(runner, "means", "pixels", Shape.of(8, 8), "pool"))
        .hasMessage(
            "extractor means: the input is said to take images of [8, 8]\n"
                + "    give channels, height and width");
    Features three = Features.of(new double[3][1]);
    assertThatThrownBy(() -> Extraction.of(three, Features.of(new double[][] {{1}})))
        .hasMessage(
            "there are features of 3 images and probabilities of 1\n"
                + "    both outputs need one row for each image");
  }
}
