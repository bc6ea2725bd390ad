package dev.figment.samples.run.compare;

import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.metric.Extraction;
import dev.figment.metric.Features;
import dev.figment.metric.ImageScores;
import dev.figment.metric.NearestNeighbors;
import dev.figment.metric.PrecisionRecall;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.DataSource;
import dev.figment.samples.run.Extractor;
import dev.figment.samples.run.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What all trainings of a comparison share: data, features of it, time, what computes. */
final class Arena {
  /** Generated images that final measures take. */
  static final int SAMPLES = 2_000;

  /** Test images that are encoded, restored and interpolated. */
  private static final int TESTED = 500;

  private final DataSource data;
  private final BackendChoice choice;
  private final Extractor extractor;
  private final ImageScores scores;
  private final Dataset reference;
  private final Features referenceFeatures;
  private final Features heldFeatures;
  private final Map<String, Double> scoreOfTraining;
  private final List<Pixels> tested;
  private final double budget;
  private final BooleanSupplier interrupt;

  /**
   * An arena; reads the features of the data.
   *
   * @param budget of each training, in seconds
   */
  Arena(
      DataSource data,
      BackendChoice choice,
      Extractor extractor,
      double budget,
      BooleanSupplier interrupt) {
    this.data = data;
    this.choice = choice;
    this.extractor = extractor;
    this.budget = budget;
    this.interrupt = interrupt;
    Dataset held = data.test().shuffled(1);
    held = held.take(Math.min(SAMPLES, held.getSize()));
    scores = ImageScores.of(extractor.features(), data.train(), held);
    int size = Math.min(ImageScores.MOST_TRAINING, data.train().getSize());
    reference = data.train().shuffled(1).take(size);
    referenceFeatures = extractor.features().extract(reference).getFeatures();
    heldFeatures = extractor.features().extract(held).getFeatures();
    scoreOfTraining = scores.score(reference.take(Math.min(SAMPLES, size)));
    tested = Pictures.of(held, TESTED);
  }

  DataSource data() {
    return data;
  }

  BackendChoice choice() {
    return choice;
  }

  Extractor extractor() {
    return extractor;
  }

  double budget() {
    return budget;
  }

  BooleanSupplier interrupt() {
    return interrupt;
  }

  /** Test images in a random order. */
  List<Pixels> tested() {
    return tested;
  }

  /** All measures of generated images. */
  Map<String, Double> score(List<Pixels> generated) {
    return scores.score(generated);
  }

  /** What training images themselves come to: as good as can be asked for. */
  Map<String, Double> scoreOfTraining() {
    return scoreOfTraining;
  }

  /** The share of images, from 0 to 1, that pass for real. */
  double precision(List<Pixels> images) {
    Features features = extractor.features().extract(images).getFeatures();
    return PrecisionRecall.of(heldFeatures, features).getPrecision();
  }

  /** The training image that is nearest to each generated one, by features. */
  List<Pixels> nearest(List<Pixels> generated) {
    NearestNeighbors neighbors =
        NearestNeighbors.of(
            extractor.features().extract(generated).getFeatures(), referenceFeatures);
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < generated.size(); i++) {
      int index = neighbors.getIndex(i);
      result.addAll(Pictures.of(reference.range(index, index + 1), 1));
    }
    return result;
  }

  /** The share of images, from 0 to 1, whose label is read the same; NaN without labels. */
  double sameLabel(List<Pixels> images, List<Pixels> originals) {
    Extraction made = extractor.features().extract(images);
    if (!made.hasProbabilities()) {
      return Double.NaN;
    }
    int[] labels = made.getLabels();
    int[] wanted = extractor.features().extract(originals).getLabels();
    int same = 0;
    for (int i = 0; i < images.size(); i++) {
      same += labels[i] == wanted[i] ? 1 : 0;
    }
    return (double) same / images.size();
  }
}
