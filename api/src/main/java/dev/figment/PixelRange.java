package dev.figment;

/**
 * The numbers that black and white stand for.
 *
 * <p>A data set declares one, a network declares one, and both are compared before training: a
 * generator that ends in tanh makes {@link #SIGNED} pixels and cannot learn {@link #UNIT} data.
 */
public enum PixelRange {
  /** Black is 0, white is 1. */
  UNIT(0, 1),
  /** Black is -1, white is 1. */
  SIGNED(-1, 1);

  private final float black;
  private final float white;

  PixelRange(float black, float white) {
    this.black = black;
    this.white = white;
  }

  public float getBlack() {
    return black;
  }

  public float getWhite() {
    return white;
  }

  /** The number for a byte from 0 (black) to 255 (white). */
  public float fromByte(int value) {
    return black + value * ((white - black) / 255f);
  }

  /** The byte, 0 to 255, nearest to a number; numbers outside the range are clipped. */
  public int toByte(float value) {
    float scaled = (value - black) / (white - black) * 255f;
    return Math.max(0, Math.min(255, Math.round(scaled)));
  }
}
