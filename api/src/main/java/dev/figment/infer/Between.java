package dev.figment.infer;

import dev.figment.FigmentException;

/** Vectors on the way from one to another, both ends included. */
final class Between {
  private Between() {}

  /** On a straight line. */
  static float[][] linear(float[] from, float[] to, int steps) {
    float[][] result = new float[checked(from, to, steps)][];
    for (int i = 0; i < steps; i++) {
      double t = (double) i / (steps - 1);
      result[i] = mix(from, 1 - t, to, t);
    }
    return result;
  }

  /**
   * On an arc around the origin, so that lengths stay those of normal noise on the way. Where there
   * is no arc (equal or opposite directions, zeros), on a straight line.
   */
  static float[][] spherical(float[] from, float[] to, int steps) {
    checked(from, to, steps);
    double dot = 0;
    double fromSquare = 0;
    double toSquare = 0;
    for (int i = 0; i < from.length; i++) {
      dot += (double) from[i] * to[i];
      fromSquare += (double) from[i] * from[i];
      toSquare += (double) to[i] * to[i];
    }
    double cosine = dot / Math.sqrt(fromSquare * toSquare);
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    double sine = Math.sin(angle);
    if (!(sine > 1e-6)) {
      return linear(from, to, steps);
    }
    float[][] result = new float[steps][];
    for (int i = 0; i < steps; i++) {
      double t = (double) i / (steps - 1);
      result[i] = mix(from, Math.sin((1 - t) * angle) / sine, to, Math.sin(t * angle) / sine);
    }
    return result;
  }

  private static int checked(float[] from, float[] to, int steps) {
    if (from.length != to.length) {
      throw new FigmentException(
          "no line leads from " + from.length + " numbers to " + to.length,
          "both ends are latent vectors of one network");
    }
    if (steps < 2) {
      throw new FigmentException(
          "an interpolation cannot have " + steps + " steps", "both ends count, so use at least 2");
    }
    return steps;
  }

  private static float[] mix(float[] a, double partA, float[] b, double partB) {
    float[] result = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = (float) (partA * a[i] + partB * b[i]);
    }
    return result;
  }
}
