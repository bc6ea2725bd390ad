package dev.figment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One image: 8-bit samples, grey (1 channel) or colour (3 channels, red green blue).
 *
 * <p>Samples lie channel by channel, each channel row by row from the top left ({@code CHW}), as
 * networks want them.
 */
public final class Pixels {
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] samples;

  private Pixels(int channels, int height, int width, byte[] samples) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.samples = samples;
  }

  /**
   * An image over an array of {@code channels * height * width} samples in CHW order. The array is
   * shared, not copied.
   *
   * @throws FigmentException if the number of channels is not 1 or 3, or the array has another size
   */
  public static Pixels of(int channels, int height, int width, byte[] samples) {
    if (channels != 1 && channels != 3) {
      throw new FigmentException("an image cannot have " + channels + " channels", "use 1 or 3");
    }
    if (height < 1 || width < 1 || samples.length != (long) channels * height * width) {
      throw new FigmentException(
          samples.length
              + " samples do not make an image of "
              + channels
              + " x "
              + height
              + " x "
              + width);
    }
    return new Pixels(channels, height, width, samples);
  }

  /** An image from numbers in CHW order; numbers outside the range are clipped. */
  public static Pixels fromFloats(
      float[] values, int offset, int channels, int height, int width, PixelRange range) {
    byte[] samples = new byte[channels * height * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) range.toByte(values[offset + i]);
    }
    return of(channels, height, width, samples);
  }

  /** Writes the samples as numbers of a range, in CHW order. */
  public void toFloats(float[] target, int offset, PixelRange range) {
    for (int i = 0; i < samples.length; i++) {
      target[offset + i] = range.fromByte(samples[i] & 0xff);
    }
  }

  public int getChannels() {
    return channels;
  }

  public int getHeight() {
    return height;
  }

  public int getWidth() {
    return width;
  }

  /** One sample, 0 to 255. */
  public int sample(int channel, int row, int column) {
    return samples[(channel * height + row) * width + column] & 0xff;
  }

  /** The samples themselves in CHW order, not a copy. */
  public byte[] samples() {
    return samples;
  }

  /** {@code [C, H, W]}. */
  public Shape getShape() {
    return Shape.of(channels, height, width);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pixels that
        && getShape().equals(that.getShape())
        && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return getShape().hashCode() * 31 + Arrays.hashCode(samples);
  }

  /** For example {@code Pixels 1 x 28 x 28}. */
  @Override
  public String toString() {
    return "Pixels " + channels + " x " + height + " x " + width;
  }
}
