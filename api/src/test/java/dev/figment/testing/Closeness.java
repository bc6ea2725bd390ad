package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.figment.DType;
import dev.figment.NdArray;

/** Compares a backend's numbers with the reference's. */
final class Closeness {
  /** Outputs that are smaller than this as a whole are compared as if they were of this size. */
  private static final double LEAST_SCALE = 0.05;

  private Closeness() {}

  /**
   * Checks that every element is as near as the tolerance times the largest expected one. Where a
   * float cannot hold what is expected, both must be the same infinity or not a number.
   */
  static void check(String what, NdArray actual, NdArray expected, double tolerance) {
    assertThat(actual.getType()).as(what).isEqualTo(expected.getType());
    double room = tolerance * Math.max(LEAST_SCALE, scale(expected));
    int worst = -1;
    double largest = -1;
    for (int i = 0; i < expected.getSize(); i++) {
      double distance = distance(actual.get(i), expected.get(i));
      if (distance > largest) {
        largest = distance;
        worst = i;
      }
    }
    if (largest > room) {
      fail(
          "%s: element %d of %s is %s, expected %s; they may differ by %s",
          what, worst, expected.getType(), actual.get(worst), expected.get(worst), room);
    }
  }

  /** Checks that the bits are equal. */
  static void same(String what, NdArray actual, NdArray expected) {
    assertThat(actual.getType()).as(what).isEqualTo(expected.getType());
    for (int i = 0; i < expected.getSize(); i++) {
      if (Double.doubleToLongBits(actual.get(i)) != Double.doubleToLongBits(expected.get(i))) {
        fail(
            "%s: element %d of %s is %s, expected exactly %s",
            what, i, expected.getType(), actual.get(i), expected.get(i));
      }
    }
  }

  private static double scale(NdArray values) {
    double scale = 0;
    for (int i = 0; i < values.getSize(); i++) {
      double size = Math.abs(values.get(i));
      scale = Double.isFinite(size) ? Math.max(scale, size) : scale;
    }
    return scale;
  }

  private static double distance(double actual, double expected) {
    boolean finite = Double.isFinite(actual) && Double.isFinite(expected);
    if (finite) {
      return Math.abs(actual - expected);
    }
    return Double.compare(actual, expected) == 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  /** Whether a type is compared by bits: integers are. */
  static boolean isWhole(NdArray values) {
    return values.getDtype() == DType.I32;
  }
}
