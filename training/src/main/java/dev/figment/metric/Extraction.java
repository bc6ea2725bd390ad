package dev.figment.metric;

import dev.figment.FigmentException;
import org.jspecify.annotations.Nullable;

/** What an extractor reads in images: features, and label probabilities if it is a classifier. */
public final class Extraction {
  private final Features features;
  private final @Nullable Features probabilities;

  private Extraction(Features features, @Nullable Features probabilities) {
    this.features = features;
    this.probabilities = probabilities;
  }

  /** Features alone. */
  public static Extraction of(Features features) {
    return new Extraction(features, null);
  }

  /**
   * Features and the probability of each label, one row an image.
   *
   * @throws FigmentException if the numbers of images differ, or a row does not hold probabilities
   */
  public static Extraction of(Features features, Features probabilities) {
    if (features.getSize() != probabilities.getSize()) {
      throw new FigmentException(
          "there are features of "
              + features.getSize()
              + " images and probabilities of "
              + probabilities.getSize(),
          "both outputs need one row for each image");
    }
    Check.probabilities("label probabilities", probabilities);
    return new Extraction(features, probabilities);
  }

  /** One row for each image. */
  public Features getFeatures() {
    return features;
  }

  /** Whether there are label probabilities. */
  public boolean hasProbabilities() {
    return probabilities != null;
  }

  /**
   * The probability of each label, one row for each image.
   *
   * @throws FigmentException if the extractor does not classify
   */
  public Features getProbabilities() {
    if (probabilities == null) {
      throw new FigmentException(
          "the extractor gives features, but no label probabilities",
          "name the output that has them, or use a classifier");
    }
    return probabilities;
  }

  /**
   * The most probable label of each image; of equally probable ones the first.
   *
   * @throws FigmentException if the extractor does not classify
   */
  public int[] getLabels() {
    Features rows = getProbabilities();
    int[] labels = new int[rows.getSize()];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 1; j < rows.getDimension(); j++) {
        if (rows.get(i, j) > rows.get(i, labels[i])) {
          labels[i] = j;
        }
      }
    }
    return labels;
  }
}
