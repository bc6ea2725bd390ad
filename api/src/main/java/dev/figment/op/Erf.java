package dev.figment.op;

/** The error function in double precision. */
final class Erf {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  private Erf() {}

  /** Series near zero, continued fraction (Lentz) of the complement elsewhere. */
  static double erf(double x) {
    double a = Math.abs(x);
    if (a > 6) {
      return Math.signum(x);
    }
    return a < 2.5 ? series(x) : Math.signum(x) * (1 - complement(a));
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return TWO_OVER_SQRT_PI * sum;
  }

  private static double complement(double x) {
    double f = x;
    for (int n = 60; n >= 1; n--) {
      f = x + n / 2.0 / f;
    }
    return Math.exp(-x * x) / (f * Math.sqrt(Math.PI));
  }
}
