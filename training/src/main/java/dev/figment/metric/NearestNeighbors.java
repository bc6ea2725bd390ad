package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.data.Dataset;
import java.util.Arrays;

/** For each generated example the nearest of a reference set, by Euclidean distance. */
public final class NearestNeighbors {
  private static final String PLACE = "nearest neighbours";

  private final int[] indices;
  private final double[] distances;

  private NearestNeighbors(int examples) {
    indices = new int[examples];
    distances = new double[examples];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
  }

  /**
   * Neighbours among features, for example of an extractor.
   *
   * @throws FigmentException if the dimensions differ
   */
  public static NearestNeighbors of(Features generated, Features reference) {
    Check.comparable(PLACE, reference, generated);
    NearestNeighbors result = new NearestNeighbors(generated.getSize());
    for (int j = 0; j < reference.getSize(); j++) {
      result.compare(generated, reference, j, j);
    }
    return result.rooted();
  }

  /**
   * Neighbours among the images of a data set, by pixels in its range, read one after another.
   *
   * @param generated the pixels in the same range, as {@link Features#pixels} gives them
   * @throws FigmentException if the images have other sizes
   */
  public static NearestNeighbors of(Features generated, Dataset reference) {
    NearestNeighbors result = new NearestNeighbors(generated.getSize());
    for (int j = 0; j < reference.getSize(); j++) {
      Features image = Features.pixels(reference.range(j, j + 1));
      if (j == 0) {
        Check.comparable(PLACE, image, generated);
      }
      result.compare(generated, image, 0, j);
    }
    return result.rooted();
  }

  private void compare(Features generated, Features reference, int row, int index) {
    for (int i = 0; i < indices.length; i++) {
      double distance = generated.squaredDistance(i, reference, row);
      if (distance < distances[i]) {
        distances[i] = distance;
        indices[i] = index;
      }
    }
  }

  private NearestNeighbors rooted() {
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.sqrt(distances[i]);
    }
    return this;
  }

  /** The number of generated examples. */
  public int getSize() {
    return indices.length;
  }

  /** Which reference example is nearest to a generated one; of equally near ones the first. */
  public int getIndex(int example) {
    return indices[example];
  }

  /** The distance to it, in units of the features. */
  public double getDistance(int example) {
    return distances[example];
  }

  /** The mean distance. */
  public double getMeanDistance() {
    return Estimate.of(distances).getMean();
  }

  /**
   * How often a generated example is nearer to the training set than one that was held out, over
   * all pairs (Meehan et al. 2020, the statistic of section 3; ties count half): 0.5 if the model
   * does not memorise, towards 1 if it copies, towards 0 if it is further from the data than the
   * data itself. Smooth images, as a VAE's, are near to many in pixels: use features for these.
   *
   * @param generated the neighbours of generated examples in the training set
   * @param heldOut the neighbours of held-out examples in the same training set
   */
  public static double memorisationShare(NearestNeighbors generated, NearestNeighbors heldOut) {
    double[] sorted = heldOut.distances.clone();
    Arrays.sort(sorted);
    double nearer = 0;
    for (double distance : generated.distances) {
      int notAbove = firstFrom(sorted, distance, false);
      int above = sorted.length - firstFrom(sorted, distance, true);
      nearer += above + (sorted.length - above - notAbove) / 2.0;
    }
    return nearer / sorted.length / generated.getSize();
  }

  /** The number of sorted values below a number, or not above it. */
  private static int firstFrom(double[] sorted, double number, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < number || (orEqual && sorted[middle] == number)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** For example {@code 64 neighbours at a mean distance of 4.2}. */
  @Override
  public String toString() {
    return indices.length + " neighbours at a mean distance of " + (float) getMeanDistance();
  }
}
