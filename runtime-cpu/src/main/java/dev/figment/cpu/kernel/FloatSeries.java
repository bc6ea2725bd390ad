package dev.figment.cpu.kernel;

/**
 * Transcendental functions over blocks, from operations that the JVM vectorises: additions,
 * products, quotients, and whole numbers for exponents. Exact to a few units in the last place.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // coefficients as their authors print them
final class FloatSeries {
  private static final float LOG2E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5 * 2^23 rounds a small float to a whole number, which its low bits then hold. */
  private static final float ROUND = 12582912f;

  private static final int ROUND_BITS = 0x4B400000;
  private static final int SQRT_HALF_BITS = 0x3F3504F3;

  private FloatSeries() {}

  /**
   * Powers of e: a polynomial (Cephes) on [-ln 2 / 2, ln 2 / 2], scaled by 2^n in two steps, of
   * which the second is a doubling. Results below 2^-125 become 0.
   */
  static void exp(Frame f, float[] x, float[] r, int n) {
    clamp(x, r, f.first, n);
    power(f, r, n);
    scaled(f.second, f.first, r, n);
  }

  /** {@code exp(-x)}. */
  static void expOfNegative(Frame f, float[] x, float[] r, int n) {
    clampNegative(x, r, f.first, n);
    power(f, r, n);
    scaled(f.second, f.first, r, n);
  }

  /** The sigmoid of x. */
  static void sigmoidOf(Frame f, float[] x, float[] r, int n) {
    clampNegative(x, r, f.first, n);
    power(f, r, n);
    sigmoidOfScaled(f.second, f.first, r, n);
  }

  /** From x in its range and its rounded exponent to the series and 2^(n - 1). */
  private static void power(Frame f, float[] x, int n) {
    float[] rounded = f.first;
    polynomial(x, rounded, f.second, n);
    f.bits(rounded, f.whole, n);
    scales(f.whole, n);
    f.values(f.whole, rounded, n);
  }

  private static void scaled(float[] series, float[] scale, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = series[i] * scale[i] * 2f;
    }
  }

  private static void sigmoidOfScaled(float[] series, float[] scale, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = 1f / (1f + series[i] * scale[i] * 2f);
    }
  }

  private static void clamp(float[] x, float[] r, float[] rounded, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.max(Math.min(x[i], 89f), -87.4f);
      r[i] = t;
      rounded[i] = t * LOG2E + ROUND;
    }
  }

  private static void clampNegative(float[] x, float[] r, float[] rounded, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.max(Math.min(-x[i], 89f), -87.4f);
      r[i] = t;
      rounded[i] = t * LOG2E + ROUND;
    }
  }

  private static void polynomial(float[] x, float[] rounded, float[] series, int n) {
    for (int i = 0; i < n; i++) {
      float whole = rounded[i] - ROUND;
      float t = x[i] - whole * LN2_HIGH - whole * LN2_LOW;
      float p = (1.9875691500e-4f * t + 1.3981999507e-3f) * t + 8.3334519073e-3f;
      p = ((p * t + 4.1665795894e-2f) * t + 1.6666665459e-1f) * t + 5.0000001201e-1f;
      series[i] = p * t * t + t + 1f;
    }
  }

  /** From the bits of a rounded exponent n to those of 2^(n - 1). */
  private static void scales(int[] bits, int n) {
    for (int i = 0; i < n; i++) {
      bits[i] = (bits[i] - ROUND_BITS + 126) << 23;
    }
  }

  /** The natural logarithm: a polynomial (Cephes) on [sqrt 1/2, sqrt 2) and the exponent. */
  static void log(Frame f, float[] x, float[] r, int n) {
    int[] bits = f.whole;
    int[] exponents = f.other;
    float[] fraction = f.first;
    float[] whole = f.second;
    f.bits(x, bits, n);
    for (int i = 0; i < n; i++) {
      int moved = bits[i] - SQRT_HALF_BITS;
      exponents[i] = (moved >> 23) + ROUND_BITS;
      bits[i] = (moved & 0x7fffff) + SQRT_HALF_BITS;
    }
    f.values(bits, fraction, n);
    f.values(exponents, whole, n);
    logOfFraction(fraction, f.third, n);
    for (int i = 0; i < n; i++) {
      float e = whole[i] - ROUND;
      fraction[i] = fraction[i] - 1f + (f.third[i] + e * LN2_LOW) + e * LN2_HIGH;
    }
    for (int i = 0; i < n; i++) {
      boolean usual = x[i] >= Float.MIN_NORMAL && x[i] < Float.POSITIVE_INFINITY;
      r[i] = usual ? fraction[i] : (float) Math.log(x[i]);
    }
  }

  /** The logarithm of m less (m - 1). */
  private static void logOfFraction(float[] fraction, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float t = fraction[i] - 1f;
      float p = (7.0376836292e-2f * t - 1.1514610310e-1f) * t + 1.1676998740e-1f;
      p = ((p * t - 1.2420140846e-1f) * t + 1.4249322787e-1f) * t - 1.6668057665e-1f;
      p = ((p * t + 2.0000714765e-1f) * t - 2.4999993993e-1f) * t + 3.3333331174e-1f;
      rest[i] = (p * t - 0.5f) * t * t;
    }
  }

  /** A quotient of polynomials, as Eigen has it. */
  static void tanh(float[] x, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.max(Math.min(x[i], 7.90531110763549805f), -7.90531110763549805f);
      float z = t * t;
      float p = (-2.76076847742355e-16f * z + 2.00018790482477e-13f) * z - 8.60467152213735e-11f;
      p = ((p * z + 5.12229709037114e-08f) * z + 1.48572235717979e-05f) * z;
      p = (p + 6.37261928875436e-04f) * z + 4.89352455891786e-03f;
      float q = (1.19825839466702e-06f * z + 1.18534705686654e-04f) * z + 2.26843463243900e-03f;
      r[i] = t * p / (q * z + 4.89352518554385e-03f);
    }
  }

  /** The sigmoid of x from v = exp(-x). */
  static void sigmoid(float[] v, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = 1f / (1f + v[i]);
    }
  }

  /**
   * The softplus of x from v = exp(-x): max(x, 0) + log1p(exp(-|x|)), the latter by the series of
   * atanh.
   */
  static void softplus(Frame f, float[] x, float[] v, float[] r, int n) {
    float[] u = f.first;
    for (int i = 0; i < n; i++) {
      float e = Math.min(v[i], 1f / v[i]);
      u[i] = e / (2f + e);
    }
    for (int i = 0; i < n; i++) {
      float s = u[i];
      float z = s * s;
      float p = ((0.13333333f * z + 0.15384615f) * z + 0.18181818f) * z + 0.22222222f;
      u[i] = s * ((((p * z + 0.28571429f) * z + 0.4f) * z + 0.66666667f) * z + 2f);
    }
    for (int i = 0; i < n; i++) {
      r[i] = Math.max(x[i], 0f) + u[i];
    }
  }
}
