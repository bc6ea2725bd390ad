package dev.figment.data;

import java.util.Arrays;

/** The line that a pen draws: points, their pen radius, and where the pen is lifted. */
final class GlyphPath {
  /** Straight pieces for each span between two points of the shape. */
  private static final int PIECES = 5;

  int size;
  float[] x = new float[128];
  float[] y = new float[128];
  boolean[] lift = new boolean[128];

  void clear() {
    size = 0;
  }

  private void add(float px, float py, boolean lifted) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      lift = Arrays.copyOf(lift, 2 * size);
    }
    x[size] = px;
    y[size] = py;
    lift[size++] = lifted;
  }

  /** Follows a shape with moved points: Catmull-Rom splines between corners. */
  void trace(GlyphShape shape, float[] px, float[] py) {
    clear();
    for (int i = 0; i < shape.size(); i++) {
      if ((shape.marks[i] & GlyphShape.LIFT) != 0) {
        add(px[i], py[i], true);
        continue;
      }
      int before = shape.breaksAt(i - 1) ? i - 1 : i - 2;
      int after = shape.breaksAt(i) ? i : i + 1;
      for (int piece = 1; piece <= PIECES; piece++) {
        float t = (float) piece / PIECES;
        add(
            spline(px[before], px[i - 1], px[i], px[after], t),
            spline(py[before], py[i - 1], py[i], py[after], t),
            false);
      }
    }
  }

  private static float spline(float a, float b, float c, float d, float t) {
    float linear = c - a;
    float square = 2 * a - 5 * b + 4 * c - d;
    float cube = 3 * (b - c) + d - a;
    return b + 0.5f * t * (linear + t * (square + t * cube));
  }
}
