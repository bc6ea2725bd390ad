package dev.figment.data;

import java.util.regex.Pattern;

/** The points of one way to write a character; see {@link GlyphShapes} for their language. */
final class GlyphShape {
  private static final Pattern SPACES = Pattern.compile(" ");

  /** The pen is lifted before this point. */
  static final byte LIFT = 1;

  /** The curve has a corner at this point. */
  static final byte CORNER = 2;

  final float[] x;
  final float[] y;
  final byte[] marks;

  private GlyphShape(float[] x, float[] y, byte[] marks) {
    this.x = x;
    this.y = y;
    this.marks = marks;
  }

  static GlyphShape parse(String text) {
    String[] words = SPACES.split(text.replace("| ", "|"));
    float[] x = new float[words.length];
    float[] y = new float[words.length];
    byte[] marks = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      boolean lift = i == 0 || words[i].startsWith("|");
      boolean corner = words[i].endsWith("*");
      marks[i] = (byte) ((lift ? LIFT : 0) | (corner ? CORNER : 0));
      String point = words[i].replace("|", "").replace("*", "");
      int comma = point.indexOf(',');
      x[i] = Integer.parseInt(point.substring(0, comma));
      y[i] = Integer.parseInt(point.substring(comma + 1));
    }
    return new GlyphShape(x, y, marks);
  }

  int size() {
    return x.length;
  }

  /** Whether the curve ends or turns sharply at a point, so that its direction is not continued. */
  boolean breaksAt(int point) {
    return point < 0
        || point >= x.length
        || (marks[point] & CORNER) != 0
        || (marks[point] & LIFT) != 0
        || point + 1 == x.length
        || (marks[point + 1] & LIFT) != 0;
  }
}
