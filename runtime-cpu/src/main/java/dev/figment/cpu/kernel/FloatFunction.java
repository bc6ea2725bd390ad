package dev.figment.cpu.kernel;

/** A point-wise function over blocks; the result may be one of the inputs. */
@FunctionalInterface
interface FloatFunction {
  void apply(Frame frame, float[] x, float[] y, float[] z, float[] result, int n);
}
