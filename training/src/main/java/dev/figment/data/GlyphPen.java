package dev.figment.data;

import dev.figment.Philox;

/**
 * A hand that writes characters, each time a little differently: the points tremble, the paper is
 * warped, the writing leans, turns and varies in size, the pen is thin or thick.
 *
 * <p>An instance holds buffers and belongs to one thread. The same random stream gives the same
 * image on every machine: only exact arithmetic and StrictMath are used.
 */
final class GlyphPen {
  /** Height and width of an image in pixels. */
  static final int SIDE = 28;

  /** The box, in pixels, that writing of normal size just fits, as in MNIST. */
  private static final float BOX = 19f;

  private final float[] px = new float[64];
  private final float[] py = new float[64];
  private final float[] waves = new float[8];
  private final GlyphPath path = new GlyphPath();
  private final GlyphInk ink = new GlyphInk(SIDE);

  /** Writes one of the variants into an image of {@link #SIDE} x {@link #SIDE} bytes. */
  void draw(GlyphShape[] variants, Philox random, byte[] image) {
    GlyphShape shape = variants[random.nextInt(variants.length)];
    tremble(shape, random);
    warp(shape.size(), random);
    path.trace(shape, px, py);
    float radius = random.nextFloat(0.85f, 1.8f);
    place(random, radius);
    ink.draw(path, radius, random.nextFloat(0.12f, 0.3f), random.nextFloat(0, 2), image);
  }

  private void tremble(GlyphShape shape, Philox random) {
    float hand = random.nextFloat(0.8f, 4.2f);
    float dx = 0;
    float dy = 0;
    for (int i = 0; i < shape.size(); i++) {
      if (i > 0 && (shape.marks[i] & GlyphShape.LIFT) != 0) {
        dx = 1.6f * bell(random);
        dy = 1.6f * bell(random);
      }
      px[i] = shape.x[i] + dx + hand * bell(random);
      py[i] = shape.y[i] + dy + hand * bell(random);
    }
  }

  /** Bends the plane with two slow waves, then shears, stretches and turns it. */
  private void warp(int size, Philox random) {
    for (int i = 0; i < waves.length; i++) {
      waves[i] = random.nextFloat();
    }
    float depth = 9f;
    float shear = 0.15f + 0.19f * bell(random);
    float stretch = random.nextFloat(0.82f, 1.42f);
    double angle = 0.1 * bell(random);
    float cos = (float) StrictMath.cos(angle);
    float sin = (float) StrictMath.sin(angle);
    for (int i = 0; i < size; i++) {
      float x = px[i];
      float y = py[i];
      float wx = wave(y * 0.006f + x * 0.004f * waves[0] + waves[1]) * depth * waves[2];
      float wy = wave(x * 0.007f + y * 0.004f * waves[3] + waves[4]) * depth * waves[5];
      float sx = (x + wx - 32) * stretch - (y + wy - 50) * shear;
      float sy = y + wy - 50;
      px[i] = sx * cos - sy * sin;
      py[i] = sx * sin + sy * cos;
    }
  }

  /** A smooth wave of period 1 between -1 and 1: a parabola up, a parabola down. */
  private static float wave(float t) {
    float phase = t - (float) StrictMath.floor(t);
    return phase < 0.5f ? 16 * phase * (0.5f - phase) : -16 * (phase - 0.5f) * (1 - phase);
  }

  /** Scales the path to the box and puts its centre of mass in the middle, as far as it fits. */
  private void place(Philox random, float radius) {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (int i = 0; i < path.size; i++) {
      left = Math.min(left, path.x[i]);
      right = Math.max(right, path.x[i]);
      top = Math.min(top, path.y[i]);
      bottom = Math.max(bottom, path.y[i]);
    }
    float extent = Math.max(right - left, bottom - top);
    float scale = (BOX * random.nextFloat(0.88f, 1.08f) - 2 * radius) / extent;
    float weight = 0;
    float sumX = 0;
    float sumY = 0;
    for (int i = 1; i < path.size; i++) {
      if (!path.lift[i]) {
        float dx = path.x[i] - path.x[i - 1];
        float dy = path.y[i] - path.y[i - 1];
        float length = (float) Math.sqrt(dx * dx + dy * dy);
        weight += length;
        sumX += length * (path.x[i] + path.x[i - 1]) / 2;
        sumY += length * (path.y[i] + path.y[i - 1]) / 2;
      }
    }
    float border = radius + 1;
    float moveX = inside(SIDE / 2f - scale * sumX / weight, scale * left, scale * right, border);
    float moveY = inside(SIDE / 2f - scale * sumY / weight, scale * top, scale * bottom, border);
    for (int i = 0; i < path.size; i++) {
      path.x[i] = path.x[i] * scale + moveX;
      path.y[i] = path.y[i] * scale + moveY;
    }
  }

  private static float inside(float move, float low, float high, float border) {
    return Math.max(border - low, Math.min(SIDE - border - high, move));
  }

  /** A number around 0, nearly normal with a deviation of 1, never beyond 3. */
  private static float bell(Philox random) {
    return 2 * (random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5f);
  }
}
