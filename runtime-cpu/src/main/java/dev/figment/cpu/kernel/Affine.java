package dev.figment.cpu.kernel;

/** {@code (x - y) * z + w}, rounded after each operation, as three steps are. */
final class Affine extends Step {
  private final Slot target;
  private final Slot x;
  private final Slot y;
  private final Slot z;
  private final Slot w;

  Affine(Slot target, Slot x, Slot y, Slot z, Slot w) {
    super(target, x, y, z, w);
    this.target = target;
    this.x = x;
    this.y = y;
    this.z = z;
    this.w = w;
  }

  @Override
  void run(Frame frame, int share) {
    compute(
        x.floats(frame),
        y.floats(frame),
        z.floats(frame),
        w.floats(frame),
        target.floats(frame),
        frame.count);
  }

  private static void compute(float[] x, float[] y, float[] z, float[] w, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (x[i] - y[i]) * z[i] + w[i];
    }
  }
}
