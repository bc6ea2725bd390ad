package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;

/**
 * A mixture of round normal distributions in the plane, all of one weight and width: data whose
 * modes can be counted exactly (Lin et al. 2018, PacGAN, section 4.1).
 */
public final class ToyModes {
  /** How many standard deviations from a mode an example of high quality may be. */
  private static final double REACH = 3;

  private final double[][] centres;
  private final double deviation;

  private ToyModes(double[][] centres, double deviation) {
    this.centres = centres;
    this.deviation = deviation;
  }

  /**
   * Modes at these points.
   *
   * @param centres the modes, each of two coordinates
   * @param deviation the standard deviation of each mode along each coordinate
   */
  public static ToyModes of(double[][] centres, double deviation) {
    if (!(deviation > 0)) {
      throw new FigmentException(
              "a standard deviation cannot be " + deviation, "use a number above 0")
          .at("toy modes");
    }
    double[][] copies = new double[centres.length][];
    for (int i = 0; i < centres.length; i++) {
      copies[i] = centres[i].clone();
      checkPlane(centres[i].length);
    }
    if (copies.length == 0) {
      throw new FigmentException("a mixture needs at least one mode").at("toy modes");
    }
    return new ToyModes(copies, deviation);
  }

  /** Modes on a circle of radius 1, with a standard deviation of 0.01; PacGAN has 8. */
  public static ToyModes ring(int modes) {
    double[][] centres = new double[Math.max(0, modes)][];
    for (int i = 0; i < modes; i++) {
      double angle = 2 * Math.PI * i / modes;
      centres[i] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    return of(centres, 0.01);
  }

  /**
   * Modes on a square grid around 0, a distance of 2 apart, with a standard deviation of 0.05;
   * PacGAN has 5 a side.
   */
  public static ToyModes grid(int side) {
    double[][] centres = new double[Math.max(0, side) * Math.max(0, side)][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = new double[] {2 * (i / side) - (side - 1), 2 * (i % side) - (side - 1)};
    }
    return of(centres, 0.05);
  }

  /** The number of modes. */
  public int getModes() {
    return centres.length;
  }

  /** The standard deviation of each mode along each coordinate. */
  public double getDeviation() {
    return deviation;
  }

  /** The coordinates of a mode. */
  public double[] getCentre(int mode) {
    return centres[mode].clone();
  }

  /** Random points of the mixture, {@code count} times two coordinates. */
  public float[][] draw(int count, long seed) {
    float[][] points = new float[count][2];
    for (int i = 0; i < count; i++) {
      Philox stream = Philox.stream(seed, "toy modes", i);
      double[] centre = centres[stream.nextInt(centres.length)];
      stream.fillNormal(points[i]);
      for (int j = 0; j < 2; j++) {
        points[i][j] = (float) (centre[j] + deviation * points[i][j]);
      }
    }
    return points;
  }

  /**
   * The points of {@link #draw(int, long)} as a data set of examples of shape {@code [2]}. They are
   * not pixels: the range that it declares, SIGNED, means nothing, so end a generator linearly.
   */
  public Dataset dataset(int count, long seed) {
    return Datasets.of(Shape.of(2), PixelRange.SIGNED, draw(count, seed));
  }

  /**
   * Measures generated points.
   *
   * @throws FigmentException if they are not points in the plane
   */
  public ToyScore score(Features generated) {
    checkPlane(generated.getDimension());
    long[] counts = new long[centres.length];
    for (int i = 0; i < generated.getSize(); i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int mode = 0; mode < centres.length; mode++) {
        double distance =
            Math.hypot(
                generated.get(i, 0) - centres[mode][0], generated.get(i, 1) - centres[mode][1]);
        if (distance < least) {
          nearest = mode;
          least = distance;
        }
      }
      if (least < REACH * deviation) {
        counts[nearest]++;
      }
    }
    return new ToyScore(counts, generated.getSize());
  }

  private static void checkPlane(int coordinates) {
    if (coordinates != 2) {
      throw new FigmentException(
              "a point has " + coordinates + " coordinates, the modes lie in the plane",
              "give points of two coordinates")
          .at("toy modes");
    }
  }
}
