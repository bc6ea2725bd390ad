package dev.figment.metric;

import dev.figment.FigmentException;
import java.util.Arrays;

/** Balls around examples, each as large as the distance to its k-th nearest neighbour. */
final class Balls {
  private final Features centres;
  private final double[] squaredRadii;

  private Balls(Features centres, double[] squaredRadii) {
    this.centres = centres;
    this.squaredRadii = squaredRadii;
  }

  /** The balls around all examples of a set; an example is no neighbour of itself. */
  static Balls around(String place, Features centres, int neighbours) {
    if (neighbours < 1) {
      throw new FigmentException(
              neighbours + " neighbours span no ball", "use at least 1, usually 3 or 5")
          .at(place);
    }
    Check.atLeast(place, centres, neighbours + 1);
    double[] radii = new double[centres.getSize()];
    double[] nearest = new double[neighbours];
    for (int i = 0; i < radii.length; i++) {
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int j = 0; j < radii.length; j++) {
        if (j != i) {
          insert(nearest, centres.squaredDistance(i, centres, j));
        }
      }
      radii[i] = nearest[neighbours - 1];
    }
    return new Balls(centres, radii);
  }

  private static void insert(double[] sorted, double value) {
    int place = sorted.length - 1;
    if (value >= sorted[place]) {
      return;
    }
    while (place > 0 && sorted[place - 1] > value) {
      sorted[place] = sorted[place - 1];
      place--;
    }
    sorted[place] = value;
  }

  int getCount() {
    return squaredRadii.length;
  }

  /** Whether a point lies in a ball or on its surface. */
  boolean contains(int ball, Features points, int point) {
    return centres.squaredDistance(ball, points, point) <= squaredRadii[ball];
  }

  /** Whether a point lies in a ball and not on its surface. */
  boolean containsInside(int ball, Features points, int point) {
    return centres.squaredDistance(ball, points, point) < squaredRadii[ball];
  }

  /** The share of points, from 0 to 1, that lie in any ball or on its surface. */
  double share(Features points) {
    int inside = 0;
    for (int i = 0; i < points.getSize(); i++) {
      for (int ball = 0; ball < getCount(); ball++) {
        if (contains(ball, points, i)) {
          inside++;
          break;
        }
      }
    }
    return (double) inside / points.getSize();
  }
}
