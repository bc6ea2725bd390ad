package dev.figment.image;

import dev.figment.FigmentException;
import java.util.Locale;

/**
 * The largest image that is decoded, so that a small file cannot fill the memory.
 *
 * <p>A PNG of 400 kB can hold 20000 x 20000 pixels. Limits are compared with the header, before
 * anything is decoded.
 */
public final class ImageLimits {
  /** At most 2^26 pixels (8192 x 8192) in a file of at most 2^26 bytes (64 MiB). */
  public static final ImageLimits DEFAULT = new ImageLimits(1L << 26, 1L << 26);

  private final long pixels;
  private final long bytes;

  private ImageLimits(long pixels, long bytes) {
    this.pixels = pixels;
    this.bytes = bytes;
  }

  /** These limits with another number of pixels, width times height. */
  public ImageLimits pixels(long most) {
    return new ImageLimits(most, bytes);
  }

  /** These limits with another size of the file, in bytes. */
  public ImageLimits bytes(long most) {
    return new ImageLimits(pixels, most);
  }

  /** The most pixels, width times height. */
  public long getPixels() {
    return pixels;
  }

  /** The most bytes that a file may have. */
  public long getBytes() {
    return bytes;
  }

  /** Refuses a file that is too long to be read. */
  public void checkBytes(long length) {
    if (length > bytes) {
      throw new FigmentException(
          "the image file has " + show(length) + " bytes, the limit is " + show(bytes),
          "make the image smaller, or raise the limit with ImageLimits.DEFAULT.bytes("
              + length
              + "L)");
    }
  }

  /** Refuses an image that is too large to be decoded. */
  public void checkPixels(ImageHeader header) {
    long count = header.getPixels();
    if (count > pixels) {
      throw new FigmentException(
          "the image is "
              + header.getWidth()
              + " x "
              + header.getHeight()
              + ", "
              + show(count)
              + " pixels; the limit is "
              + show(pixels),
          "make the image smaller, or raise the limit with ImageLimits.DEFAULT.pixels("
              + count
              + "L)");
    }
  }

  private static String show(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
