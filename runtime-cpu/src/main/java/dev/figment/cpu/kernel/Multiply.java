package dev.figment.cpu.kernel;

/** A function of three values in one pass. */
final class Multiply extends Step {
  /** {@code x + y * z}, rounded twice, as two steps are. */
  static final FloatFunction ADD = Multiply::add;

  /** {@code x - y * z}. */
  static final FloatFunction SUBTRACT = Multiply::subtract;

  /** {@code max(x, y * z)}. */
  static final FloatFunction MAX = Multiply::max;

  /** {@code x / (sqrt(y) + z)}. */
  static final FloatFunction BY_ROOT = Multiply::byRoot;

  private final FloatFunction function;
  private final Slot target;
  private final Slot x;
  private final Slot y;
  private final Slot z;

  Multiply(FloatFunction function, Slot target, Slot x, Slot y, Slot z) {
    super(target, x, y, z);
    this.function = function;
    this.target = target;
    this.x = x;
    this.y = y;
    this.z = z;
  }

  @Override
  void run(Frame frame, int share) {
    function.apply(
        frame,
        x.floats(frame),
        y.floats(frame),
        z.floats(frame),
        target.floats(frame),
        frame.count);
  }

  private static void add(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] + y[i] * z[i];
    }
  }

  private static void subtract(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] - y[i] * z[i];
    }
  }

  private static void max(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.max(x[i], y[i] * z[i]);
    }
  }

  private static void byRoot(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] / ((float) Math.sqrt(y[i]) + z[i]);
    }
  }
}
