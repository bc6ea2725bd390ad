package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All measures of generated images against real ones, by one extractor's features:
 *
 * <ul>
 *   <li>{@code frechet}: {@link FrechetDistance} to held-out images, of all examples;
 *   <li>{@code kernel}, {@code kernel.error}: {@link KernelDistance} of 10 subsets and its error;
 *   <li>{@code precision}, {@code recall}: {@link PrecisionRecall};
 *   <li>{@code density}, {@code coverage}: {@link DensityCoverage};
 *   <li>{@code diversity}: {@link Diversity}, generated over real;
 *   <li>{@code memorisation}: {@link NearestNeighbors#memorisationShare};
 *   <li>{@code sharpness}: {@link Sharpness} of the pixels, generated over real;
 *   <li>with a classifier {@code classifierScore}, {@code modes} and {@code modes.kl}: {@link
 *       ClassifierScore} and {@link ModeCount};
 *   <li>with a classifier, and generated images that have labels, {@code labelAccuracy}: the share
 *       of them, from 0 to 1, in which the classifier reads their label.
 * </ul>
 *
 * <p>Measures whose time grows with the square of the number of examples take at most {@link #MOST}
 * of each kind, and {@code memorisation} at most {@link #MOST_TRAINING} to train with: of more, a
 * random subset that is always the same. A ratio to real images that do not differ is left out.
 */
public final class ImageScores {
  /** Held-out and generated examples that quadratic measures take at most. */
  public static final int MOST = 2_000;

  /** Training examples among which memorised ones are looked for at most. */
  public static final int MOST_TRAINING = 10_000;

  /** Density and coverage look at 5 neighbours. */
  private static final int LEAST = DensityCoverage.NEIGHBOURS + 1;

  private static final int SUBSETS = 10;
  private static final int SUBSET = 1_000;
  private static final long SEED = 1;

  private final FeatureExtractor extractor;
  private final RealFeatures real;
  private final double sharpness;

  private ImageScores(FeatureExtractor extractor, RealFeatures real, double sharpness) {
    this.extractor = extractor;
    this.real = real;
    this.sharpness = sharpness;
  }

  /**
   * Reads the features of real images once, to compare any number of models with them.
   *
   * @param training what models were trained on
   * @param heldOut other images of the same kind, at least 6
   * @throws FigmentException if there are too few, or the extractor cannot take them
   */
  public static ImageScores of(FeatureExtractor extractor, Dataset training, Dataset heldOut) {
    Extraction trained = extractor.extract(some(training, MOST_TRAINING));
    Extraction kept = extractor.extract(heldOut);
    RealFeatures real = new RealFeatures(trained.getFeatures(), kept.getFeatures());
    return new ImageScores(extractor, real, Sharpness.of(heldOut));
  }

  private static Dataset some(Dataset images, int most) {
    return images.getSize() <= most ? images : images.shuffled(SEED).take(most);
  }

  /**
   * All measures of generated images, by name.
   *
   * @param generated at least 6; equal numbers of them for numbers that are compared
   * @throws FigmentException if there are too few, or the extractor cannot take them
   */
  public Map<String, Double> score(Dataset generated) {
    Extraction extraction = extractor.extract(generated);
    Map<String, Double> scores = real.score(extraction);
    if (generated.hasLabels() && extraction.hasProbabilities()) {
      scores.put("labelAccuracy", labelAccuracy(generated, extraction.getLabels()));
    }
    putRatio(scores, "sharpness", Sharpness.of(generated), sharpness);
    return scores;
  }

  private static double labelAccuracy(Dataset generated, int[] read) {
    double right = 0;
    for (int i = 0; i < read.length; i++) {
      right += generated.label(i) == read[i] ? 1 : 0;
    }
    return right / read.length;
  }

  /** As above. */
  public Map<String, Double> score(List<Pixels> generated) {
    return score(Datasets.of(generated));
  }

  /** The measures that features alone give: all but {@code sharpness}. */
  static Map<String, Double> of(Features training, Features heldOut, Extraction generated) {
    return new RealFeatures(training, heldOut).score(generated);
  }

  private static void putRatio(
      Map<String, Double> scores, String name, double generated, double real) {
    if (real > 0) {
      scores.put(name, generated / real);
    }
  }

  private static Features some(Features features, int most) {
    int size = features.getSize();
    return size <= most ? features : features.select(subset(size, most));
  }

  /** The examples that are taken of so many. */
  static int[] subset(int size, int most) {
    return Arrays.copyOf(Philox.stream(SEED, "image scores").permutation(size), most);
  }

  /** The features of real images, and what is computed of them alone. */
  private static final class RealFeatures {
    private final Features training;
    private final Features heldOut;
    private final Features some;
    private final double diversity;
    private final NearestNeighbors neighbors;

    RealFeatures(Features training, Features heldOut) {
      checkEnough("held-out", heldOut);
      this.training = some(training, MOST_TRAINING);
      this.heldOut = heldOut;
      some = some(heldOut, MOST);
      diversity = Diversity.of(some, MOST, SEED);
      neighbors = NearestNeighbors.of(some, this.training);
    }

    private static void checkEnough(String kind, Features features) {
      if (features.getSize() < LEAST) {
        throw new FigmentException(
                "there are " + features.getSize() + " " + kind + " images",
                "measures need at least " + LEAST + ", and thousands to mean much")
            .at("image scores");
      }
    }

    Map<String, Double> score(Extraction extraction) {
      Features all = extraction.getFeatures();
      checkEnough("generated", all);
      Features generated = some(all, MOST);
      Map<String, Double> scores = new LinkedHashMap<>();
      scores.put("frechet", FrechetDistance.of(heldOut, all));
      int size = Math.min(SUBSET, Math.min(some.getSize(), generated.getSize()) / 2);
      Estimate kernel = KernelDistance.inSubsets(some, generated, SUBSETS, size, SEED);
      scores.put("kernel", kernel.getMean());
      scores.put("kernel.error", kernel.getStandardError());
      PrecisionRecall manifolds = PrecisionRecall.of(some, generated);
      scores.put("precision", manifolds.getPrecision());
      scores.put("recall", manifolds.getRecall());
      DensityCoverage balls = DensityCoverage.of(some, generated);
      scores.put("density", balls.getDensity());
      scores.put("coverage", balls.getCoverage());
      putRatio(scores, "diversity", Diversity.of(generated, MOST, SEED), diversity);
      NearestNeighbors nearest = NearestNeighbors.of(generated, training);
      scores.put("memorisation", NearestNeighbors.memorisationShare(nearest, neighbors));
      if (extraction.hasProbabilities()) {
        Features probabilities = extraction.getProbabilities();
        ModeCount modes = ModeCount.of(extraction.getLabels(), probabilities.getDimension());
        scores.put("classifierScore", ClassifierScore.of(probabilities));
        scores.put("modes", (double) modes.getFound());
        scores.put("modes.kl", modes.getKlToUniform());
      }
      return scores;
    }
  }
}
