package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.train.TinyData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageScoresTest {
  private final Features training = Reference.features("real").select(range(0, 14));
  private final Features heldOut = Reference.features("real").select(range(14, 30));
  private final Features generated = Reference.features("generated");

  private static int[] range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).toArray();
  }

  /** The pixels as features, and as classes how bright the upper left quarter is. */
  private static final class PixelFeatures extends FeatureExtractor {
    private final boolean classifies;
    private int runs;

    PixelFeatures(boolean classifies) {
      this.classifies = classifies;
    }

    @Override
    public String getName() {
      return "pixels";
    }

    @Override
    public PixelRange getRange() {
      return PixelRange.UNIT;
    }

    @Override
    protected void check(Shape image) {}

    @Override
    public Extraction extract(NdArray images) {
      runs += images.getShape().dim(0);
      Features pixels = Features.of(images);
      double[][] classes = new double[pixels.getSize()][];
      for (int i = 0; i < classes.length; i++) {
        double share = pixels.get(i, 0) > 0.5 ? 0.75 : 0.25;
        classes[i] = new double[] {share, 1 - share, 0};
      }
      return classifies ? Extraction.of(pixels, Features.of(classes)) : Extraction.of(pixels);
    }
  }

  @Test
  void are_those_of_the_single_measures() {
    Map<String, Double> scores = ImageScores.of(training, heldOut, Extraction.of(generated));
    int size = Math.min(heldOut.getSize(), generated.getSize()) / 2;
    Estimate kernel = KernelDistance.inSubsets(heldOut, generated, 10, size, 1);
    PrecisionRecall manifolds = PrecisionRecall.of(heldOut, generated);
    DensityCoverage balls = DensityCoverage.of(heldOut, generated);
    assertThat(scores)
        .containsOnly(
            Map.entry("frechet", FrechetDistance.of(heldOut, generated)),
            Map.entry("kernel", kernel.getMean()),
            Map.entry("kernel.error", kernel.getStandardError()),
            Map.entry("precision", manifolds.getPrecision()),
            Map.entry("recall", manifolds.getRecall()),
            Map.entry("density", balls.getDensity()),
            Map.entry("coverage", balls.getCoverage()),
            Map.entry("diversity", Diversity.of(generated, 100, 1) / Diversity.of(heldOut, 100, 1)),
            Map.entry(
                "memorisation",
                NearestNeighbors.memorisationShare(
                    NearestNeighbors.of(generated, training),
                    NearestNeighbors.of(heldOut, training))));
  }

  @Test
  void a_classifier_adds_score_and_modes() {
    Dataset real = TinyData.bars(48);
    ImageScores scores = ImageScores.of(new PixelFeatures(true), real.take(24), real.range(24, 48));
    Map<String, Double> bars = scores.score(real.range(24, 48));
    double share = 1.0 / 4; // the bars 0 and 4 of 8 cover the first pixel
    double first = share * 0.75 + (1 - share) * 0.25;
    double kl =
        share * (0.75 * Math.log(0.75 / first) + 0.25 * Math.log(0.25 / (1 - first)))
            + (1 - share) * (0.25 * Math.log(0.25 / first) + 0.75 * Math.log(0.75 / (1 - first)));
    assertThat(bars.get("classifierScore")).isCloseTo(Math.exp(kl), within(1e-12));
    assertThat(bars.get("modes")).isEqualTo(2);
    assertThat(bars.get("modes.kl"))
        .isCloseTo(
            share * Math.log(3 * share) + (1 - share) * Math.log(3 - 3 * share), within(1e-12));
    Map<String, Double> plain =
        ImageScores.of(new PixelFeatures(false), real.take(24), real.range(24, 48))
            .score(real.range(24, 48));
    assertThat(plain).doesNotContainKeys("classifierScore", "modes", "modes.kl");
    assertThat(bars).containsAllEntriesOf(plain);
  }

  @Test
  void a_classifier_says_how_many_labels_of_generated_images_it_reads() {
    Dataset real = TinyData.labelledBars(40);
    ImageScores scores = ImageScores.of(new PixelFeatures(true), real.take(20), real.range(20, 40));
    int[] labels = new int[20];
    Dataset images = real.take(20);
    float[] pixels = new float[16];
    int bright = 0;
    for (int i = 0; i < 20; i++) {
      images.read(i, pixels, 0);
      bright += pixels[0] > 0.5 ? 1 : 0;
    }
    Dataset allZero = images.withLabels(labels, List.of("bright", "dark", "none"));
    assertThat(scores.score(allZero)).containsEntry("labelAccuracy", bright / 20.0);
    assertThat(bright).isBetween(1, 19);
    ImageScores withoutClasses =
        ImageScores.of(new PixelFeatures(false), real.take(20), real.range(20, 40));
    assertThat(withoutClasses.score(allZero)).doesNotContainKey("labelAccuracy");
  }

  @Test
  void real_images_score_as_real_ones_and_copies_as_memorised() {
    Dataset real = TinyData.bars(48);
    ImageScores scores = ImageScores.of(new PixelFeatures(true), real.take(24), real.range(24, 48));
    Map<String, Double> same = scores.score(real.range(24, 48));
    assertThat(same.get("frechet")).isCloseTo(0, within(1e-12));
    assertThat(same.get("recall")).isEqualTo(1);
    assertThat(same.get("sharpness")).isEqualTo(1);
    assertThat(same.get("diversity")).isEqualTo(1);
    assertThat(same.get("memorisation")).isCloseTo(0.5, within(1e-12));
    assertThat(scores.score(real.take(24)).get("memorisation")).isGreaterThan(0.5);
  }

  @Test
  void real_images_are_read_once_for_any_number_of_models() {
    Dataset real = TinyData.bars(48);
    PixelFeatures extractor = new PixelFeatures(false);
    ImageScores scores = ImageScores.of(extractor, real.take(24), real.range(24, 48));
    assertThat(extractor.runs).isEqualTo(48);
    scores.score(real.take(6));
    scores.score(real.take(6));
    assertThat(extractor.runs).isEqualTo(48 + 2 * 6);
  }

  @Test
  void many_examples_are_measured_by_the_same_random_part_each_time() {
    int size = ImageScores.MOST + 500;
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = new double[] {i % 97, i % 89};
    }
    Features many = Features.of(rows);
    Features some = many.select(ImageScores.subset(size, ImageScores.MOST));
    assertThat(some.getSize()).isEqualTo(ImageScores.MOST);
    Map<String, Double> scores = ImageScores.of(firstOf(many), some, Extraction.of(many));
    assertThat(scores.get("coverage")).isEqualTo(DensityCoverage.of(some, some).getCoverage());
    assertThat(scores.get("frechet")).isEqualTo(FrechetDistance.of(some, many));
    assertThat(scores).isEqualTo(ImageScores.of(firstOf(many), some, Extraction.of(many)));
  }

  private static Features firstOf(Features many) {
    return many.select(range(0, 50));
  }

  @Test
  void a_ratio_to_images_that_do_not_differ_is_left_out() {
    Dataset black = Datasets.of(Shape.of(1, 4, 4), PixelRange.UNIT, new float[8][16]);
    Map<String, Double> scores =
        ImageScores.of(new PixelFeatures(false), black, black).score(TinyData.bars(8));
    assertThat(scores).doesNotContainKeys("diversity", "sharpness").containsKey("frechet");
    assertThat(scores.values()).allMatch(Double::isFinite);
  }

  @Test
  void refuses_too_few_images() {
    Dataset real = TinyData.bars(48);
    assertThatThrownBy(() -> ImageScores.of(new PixelFeatures(false), real, real.take(5)))
        .hasMessage(
            "image scores: there are 5 held-out images\n"
                + "    measures need at least 6, and thousands to mean much");
    ImageScores scores = ImageScores.of(new PixelFeatures(false), real, real);
    assertThatThrownBy(() -> scores.score(real.take(2)))
        .hasMessage(
            "image scores: there are 2 generated images\n"
                + "    measures need at least 6, and thousands to mean much");
  }
}
