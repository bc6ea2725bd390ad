package dev.figment;

/**
 * Philox 4x32-10, a counter-based random number generator (Salmon et al., "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011).
 *
 * <p>The static functions are pure: a key and a counter give the same bits on every backend. An
 * instance is a stream of numbers for host code (initialisers, shuffling, augmentation). Normal
 * numbers use only IEEE additions, multiplications, divisions and square roots, in a fixed order
 * and without fused multiply-add, so they are the same bits everywhere too.
 */
public final class Philox {
  private static final double LN2 = 0.6931471805599453;
  private static final double HALF_PI = 1.5707963267948966;

  private final int key0;
  private final int key1;
  private final int stream0;
  private final int stream1;
  private final int[] block = new int[4];
  private int blockIndex;
  private int used = 4;

  private Philox(long seed, long stream) {
    key0 = (int) seed;
    key1 = (int) (seed >>> 32);
    stream0 = (int) stream;
    stream1 = (int) (stream >>> 32);
  }

  /** A stream of its own for a purpose; equal seeds and purposes give equal streams. */
  public static Philox stream(long seed, String purpose) {
    return stream(seed, purpose, 0);
  }

  /** The stream numbered {@code index} for a purpose. */
  public static Philox stream(long seed, String purpose, int index) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return new Philox(seed, hash ^ ((long) index * 0x9E3779B97F4A7C15L));
  }

  /** The four words for a key and a counter. */
  public static void block(int key0, int key1, int c0, int c1, int c2, int c3, int[] out) {
    for (int round = 0; round < 10; round++) {
      long product0 = (c0 & 0xffffffffL) * 0xD2511F53L;
      long product1 = (c2 & 0xffffffffL) * 0xCD9E8D57L;
      int next0 = (int) (product1 >>> 32) ^ c1 ^ key0;
      int next2 = (int) (product0 >>> 32) ^ c3 ^ key1;
      c1 = (int) product1;
      c3 = (int) product0;
      c0 = next0;
      c2 = next2;
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /** A float in [0, 1) from a word: its upper 24 bits. */
  public static float uniform(int word) {
    return (word >>> 8) * 0x1p-24f;
  }

  /**
   * Two independent standard normal floats from two words, by Box and Muller: radius from the first
   * word, angle from the second.
   */
  public static void normals(int word0, int word1, float[] out, int offset, int count) {
    double radius = Math.sqrt(-2.0 * log(((word0 >>> 8) + 1) * 0x1p-24));
    int quadrant = word1 >>> 30;
    double angle = (((word1 >>> 6) & 0xffffff) + 0.5) * 0x1p-24 * HALF_PI;
    double sin = sin(angle);
    double cos = cos(angle);
    double x = (quadrant & 1) == 0 ? cos : sin;
    double y = (quadrant & 1) == 0 ? sin : cos;
    out[offset] = (float) (radius * (quadrant == 1 || quadrant == 2 ? -x : x));
    if (count > 1) {
      out[offset + 1] = (float) (radius * (quadrant >= 2 ? -y : y));
    }
  }

  /** The natural logarithm of a number in (0, 1], by its exponent and the series of atanh. */
  private static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1023;
    double m = Double.longBitsToDouble((bits & 0xfffffffffffffL) | 0x3ff0000000000000L);
    if (m > 1.4142135623730951) {
      m = m * 0.5;
      exponent = exponent + 1;
    }
    double s = (m - 1.0) / (m + 1.0);
    double z = s * s;
    double p = 1.0 / 15.0;
    for (int k = 13; k >= 1; k -= 2) {
      p = p * z + 1.0 / k;
    }
    return exponent * LN2 + 2.0 * s * p;
  }

  /** Taylor's series on [0, pi/2], exact to about 1e-12. */
  private static double sin(double x) {
    double z = x * x;
    double p = 1.0;
    for (int k = 16; k >= 2; k -= 2) {
      p = 1.0 - z / (k * (k + 1)) * p;
    }
    return x * p;
  }

  private static double cos(double x) {
    double z = x * x;
    double p = 1.0;
    for (int k = 17; k >= 1; k -= 2) {
      p = 1.0 - z / (k * (k + 1)) * p;
    }
    return p;
  }

  /** The next 32 random bits. */
  public int nextInt() {
    if (used == 4) {
      block(key0, key1, blockIndex++, 0, stream0, stream1, block);
      used = 0;
    }
    return block[used++];
  }

  /** A number from 0 to below the bound, without bias. */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new FigmentException("a random number needs a bound of at least 1, not " + bound);
    }
    long product = (nextInt() & 0xffffffffL) * bound;
    long threshold = (1L << 32) % bound;
    while ((product & 0xffffffffL) < threshold) {
      product = (nextInt() & 0xffffffffL) * bound;
    }
    return (int) (product >>> 32);
  }

  /** A float in [0, 1). */
  public float nextFloat() {
    return uniform(nextInt());
  }

  /** A float in [low, high). */
  public float nextFloat(float low, float high) {
    return low + (high - low) * nextFloat();
  }

  /** Fills an array with standard normal numbers. */
  public void fillNormal(float[] target) {
    for (int i = 0; i < target.length; i += 2) {
      int word0 = nextInt();
      normals(word0, nextInt(), target, i, Math.min(2, target.length - i));
    }
  }

  /**
   * Fills an array with numbers of the standard normal distribution cut off at both sides: as
   * {@link #fillNormal(float[])}, and what lies beyond is drawn again, from further on in the
   * stream.
   *
   * @param limit the largest absolute value; a number takes {@code 1 / P(|x| <= limit)} draws,
   *     which is 1.5 for 1 and 125 for 0.01
   */
  public void fillNormal(float[] target, double limit) {
    fillNormal(target);
    for (int i = 0; i < target.length; i++) {
      while (Math.abs(target[i]) > limit) {
        int word0 = nextInt();
        normals(word0, nextInt(), target, i, 1);
      }
    }
  }

  /** The numbers from 0 to below {@code count} in random order (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
