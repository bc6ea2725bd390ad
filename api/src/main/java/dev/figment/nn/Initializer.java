package dev.figment.nn;

import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;

/** How a weight begins. */
public abstract class Initializer {
  /**
   * The first value of a weight.
   *
   * @param fanIn the number of inputs that one output sums over
   * @param fanOut the number of outputs that one input goes to
   * @param random a stream that belongs to this weight
   */
  public abstract NdArray create(Shape shape, int fanIn, int fanOut, Philox random);

  /** Normal with variance {@code 2 / fanIn} (He et al. 2015, eq. 10): for relu and its kin. */
  public static Initializer he() {
    return of("he", (fanIn, fanOut) -> Math.sqrt(2.0 / fanIn), true);
  }

  /** Uniform with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio 2010, eq. 16). */
  public static Initializer xavier() {
    return of("xavier", (fanIn, fanOut) -> Math.sqrt(2.0 / (fanIn + fanOut)), false);
  }

  /** Normal with this standard deviation; DCGAN takes 0.02. */
  public static Initializer normal(double deviation) {
    return of("normal(" + deviation + ")", (fanIn, fanOut) -> deviation, true);
  }

  /** Uniform in [-bound, bound]. */
  public static Initializer uniform(double bound) {
    return of("uniform(" + bound + ")", (fanIn, fanOut) -> bound / Math.sqrt(3), false);
  }

  /** One number everywhere. */
  public static Initializer constant(double value) {
    return new Initializer() {
      @Override
      public NdArray create(Shape shape, int fanIn, int fanOut, Philox random) {
        float[] values = new float[shape.getSize()];
        java.util.Arrays.fill(values, (float) value);
        return NdArray.of(values, shape);
      }

      @Override
      public String toString() {
        return "constant(" + value + ")";
      }
    };
  }

  public static Initializer zeros() {
    return constant(0);
  }

  public static Initializer ones() {
    return constant(1);
  }

  /** Rows or columns orthonormal, times a gain (Saxe et al. 2014). */
  public static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /** The standard deviation for a fan-in and a fan-out. */
  @FunctionalInterface
  private interface Deviation {
    double of(int fanIn, int fanOut);
  }

  private static Initializer of(String name, Deviation deviation, boolean normal) {
    return new Initializer() {
      @Override
      public NdArray create(Shape shape, int fanIn, int fanOut, Philox random) {
        float[] values = new float[shape.getSize()];
        double scale = deviation.of(fanIn, fanOut);
        if (normal) {
          random.fillNormal(values);
          for (int i = 0; i < values.length; i++) {
            values[i] *= (float) scale;
          }
        } else {
          float bound = (float) (scale * Math.sqrt(3));
          for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-bound, bound);
          }
        }
        return NdArray.of(values, shape);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
