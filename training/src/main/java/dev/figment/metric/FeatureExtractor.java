package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Batch;
import dev.figment.data.BatchLoader;
import dev.figment.data.Batches;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import java.util.List;

/** A network that reads features in images, to compare sets of images by. */
public abstract class FeatureExtractor {
  /** For measures and reports, for example {@code classifier}. */
  public abstract String getName();

  /** The range in which {@link #extract(NdArray)} takes pixels. */
  public abstract PixelRange getRange();

  /**
   * The features of images in the extractor's range.
   *
   * @param images f32 {@code [n, C, H, W]}
   */
  public abstract Extraction extract(NdArray images);

  /**
   * Refuses images that the extractor cannot take.
   *
   * @param image {@code [C, H, W]}
   * @throws FigmentException if the images have the wrong shape
   */
  protected abstract void check(Shape image);

  /** How many images are run at once. */
  public int getBatchSize() {
    return 128;
  }

  /** Whether the features are those of Inception v3, with which the measures have famous names. */
  public boolean isInception() {
    return false;
  }

  /** FID with Inception, else for example {@code Frechet distance (classifier)}. */
  public final String getFrechetName() {
    return isInception() ? "FID" : "Frechet distance (" + getName() + ")";
  }

  /** KID with Inception, else for example {@code kernel distance (classifier)}. */
  public final String getKernelName() {
    return isInception() ? "KID" : "kernel distance (" + getName() + ")";
  }

  /** For example {@code classifier score (classifier)}. */
  public final String getScoreName() {
    return "classifier score (" + getName() + ")";
  }

  /**
   * The features of all images of a data set, in its order.
   *
   * @throws FigmentException if the images have the wrong shape
   */
  public final Extraction extract(Dataset images) {
    check(images.getExampleShape());
    Rows features = new Rows(images.getSize());
    Rows probabilities = new Rows(images.getSize());
    Dataset scaled = images.scaledTo(getRange());
    try (Batches batches = BatchLoader.evaluation(scaled, getBatchSize()).open()) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        Extraction part = extract(batch.getValues());
        features.add(part.getFeatures());
        if (part.hasProbabilities()) {
          probabilities.add(part.getProbabilities());
        }
      }
    }
    return probabilities.isEmpty()
        ? Extraction.of(features.get())
        : Extraction.of(features.get(), probabilities.get());
  }

  /**
   * The features of images, in their order.
   *
   * @throws FigmentException if there are none, or they have the wrong shape
   */
  public final Extraction extract(List<Pixels> images) {
    return extract(Datasets.of(images));
  }

  /** Rows that come in parts. */
  private static final class Rows {
    private final double[][] rows;
    private int filled;

    Rows(int size) {
      rows = new double[size][];
    }

    void add(Features part) {
      for (int i = 0; i < part.getSize(); i++) {
        rows[filled++] = part.row(i);
      }
    }

    boolean isEmpty() {
      return filled == 0;
    }

    Features get() {
      return Features.of(rows);
    }
  }
}
