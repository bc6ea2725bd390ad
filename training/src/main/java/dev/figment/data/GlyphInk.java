package dev.figment.data;

import java.util.Arrays;

/** The drawing of a path with a round pen and soft edges: white on black. */
final class GlyphInk {
  /** The width of the edge in pixels, over which white fades to black. */
  private static final float EDGE = 1.15f;

  private final int side;
  private final float[] light;

  GlyphInk(int side) {
    this.side = side;
    this.light = new float[side * side];
  }

  /**
   * Draws a path.
   *
   * @param radius the pen's radius in pixels
   * @param press how much the radius varies along the path, as a share of it
   * @param phase where in its variation the pen begins
   */
  void draw(GlyphPath path, float radius, float press, float phase, byte[] image) {
    Arrays.fill(light, 0);
    for (int i = 1; i < path.size; i++) {
      if (!path.lift[i]) {
        float here = radius * (1 + press * triangle(phase + i * 0.045f));
        segment(path.x[i - 1], path.y[i - 1], path.x[i], path.y[i], here);
      }
    }
    for (int i = 0; i < light.length; i++) {
      image[i] = (byte) (int) (light[i] * 255 + 0.5f);
    }
  }

  /** A wave of straight lines of period 2, between -1 and 1. */
  private static float triangle(float t) {
    float phase = t - 2 * (float) Math.floor(t / 2);
    return 1 - 2 * Math.abs(phase - 1);
  }

  private void segment(float ax, float ay, float bx, float by, float radius) {
    float reach = radius + EDGE / 2;
    int left = Math.max(0, (int) (Math.min(ax, bx) - reach));
    int right = Math.min(side - 1, (int) (Math.max(ax, bx) + reach));
    int top = Math.max(0, (int) (Math.min(ay, by) - reach));
    int bottom = Math.min(side - 1, (int) (Math.max(ay, by) + reach));
    float dx = bx - ax;
    float dy = by - ay;
    float inverse = 1 / Math.max(1e-6f, dx * dx + dy * dy);
    for (int row = top; row <= bottom; row++) {
      float py = row + 0.5f - ay;
      for (int column = left; column <= right; column++) {
        float px = column + 0.5f - ax;
        float along = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
        float ex = px - along * dx;
        float ey = py - along * dy;
        float square = ex * ex + ey * ey;
        if (square < reach * reach) {
          float value = Math.min(1, (reach - (float) Math.sqrt(square)) / EDGE);
          int at = row * side + column;
          light[at] = Math.max(light[at], value);
        }
      }
    }
  }
}
