package dev.figment.cpu.kernel;

/** The sum of two values with constant weights, the second squared or not: a moving average. */
final class Weighted extends Step {
  private final Slot target;
  private final Slot x;
  private final Slot y;
  private final float a;
  private final float b;
  private final boolean squared;

  Weighted(Slot target, Slot x, float a, Slot y, float b, boolean squared) {
    super(target, x, y);
    this.target = target;
    this.x = x;
    this.a = a;
    this.y = y;
    this.b = b;
    this.squared = squared;
  }

  @Override
  void run(Frame frame, int share) {
    float[] left = x.floats(frame);
    float[] right = y.floats(frame);
    if (squared) {
      squares(left, a, right, b, target.floats(frame), frame.count);
    } else {
      values(left, a, right, b, target.floats(frame), frame.count);
    }
  }

  private static void values(float[] x, float a, float[] y, float b, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] * a + y[i] * b;
    }
  }

  private static void squares(float[] x, float a, float[] y, float b, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] * a + y[i] * y[i] * b;
    }
  }
}
