package dev.figment.image;

import dev.figment.FigmentException;
import java.util.Locale;

/** What an image file says of itself before it is decoded: format, width, height, channels. */
public final class ImageHeader {
  private final ImageFormat format;
  private final int width;
  private final int height;
  private final int channels;

  ImageHeader(ImageFormat format, long width, long height, int channels) {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new FigmentException(
          "the " + format + " header gives a size of " + width + " x " + height,
          "the file is damaged: copy or download it again");
    }
    this.format = format;
    this.width = (int) width;
    this.height = (int) height;
    this.channels = channels;
  }

  /**
   * Reads the header of a PNG, JPEG, BMP or WebP file.
   *
   * @throws FigmentException if the file is empty, not an image, or ends inside its header
   */
  public static ImageHeader of(byte[] file) {
    FileBytes bytes = new FileBytes(file);
    ImageFormat format = formatOf(bytes);
    try {
      return switch (format) {
        case PNG -> PngFile.header(bytes);
        case JPEG -> JpegFile.header(bytes);
        case BMP -> BmpFile.header(bytes);
        case WEBP -> WebpFile.header(bytes);
      };
    } catch (IndexOutOfBoundsException end) {
      throw new FigmentException(
          end,
          "the " + format + " file ends inside its header, after " + file.length + " bytes",
          "the file is damaged: copy or download it again");
    }
  }

  /**
   * Whether a file reaches its end marker. A file that was cut off while it was copied does not,
   * and some decoders then invent the missing part.
   */
  public static boolean isComplete(byte[] file) {
    FileBytes bytes = new FileBytes(file);
    ImageFormat format = formatOf(bytes);
    try {
      return switch (format) {
        case PNG -> PngFile.isComplete(bytes);
        case JPEG -> JpegFile.isComplete(bytes);
        case BMP -> BmpFile.isComplete(bytes);
        case WEBP -> WebpFile.isComplete(bytes);
      };
    } catch (IndexOutOfBoundsException end) {
      return false;
    }
  }

  private static ImageFormat formatOf(FileBytes bytes) {
    if (bytes.length() == 0) {
      throw new FigmentException(
          "the image file is empty", "it has 0 bytes: copy or download it again");
    }
    if (bytes.has(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return ImageFormat.PNG;
    }
    if (bytes.has(0, 0xff, 0xd8, 0xff)) {
      return ImageFormat.JPEG;
    }
    if (bytes.has(0, 'B', 'M')) {
      return ImageFormat.BMP;
    }
    if (bytes.has(0, 'R', 'I', 'F', 'F') && bytes.has(8, 'W', 'E', 'B', 'P')) {
      return ImageFormat.WEBP;
    }
    throw new FigmentException(
        "the file is not an image",
        "it begins with the bytes " + beginning(bytes) + "; PNG, JPEG, BMP and WebP can be read");
  }

  private static String beginning(FileBytes bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(8, bytes.length()); i++) {
      text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02x", bytes.u8(i)));
    }
    return text.toString();
  }

  public ImageFormat getFormat() {
    return format;
  }

  /** Columns, before any rotation that a camera noted in the file. */
  public int getWidth() {
    return width;
  }

  /** Rows, before any rotation that a camera noted in the file. */
  public int getHeight() {
    return height;
  }

  /** Channels as stored: 1 grey, 2 grey and alpha, 3 colour or palette, 4 colour and alpha. */
  public int getChannels() {
    return channels;
  }

  /** Width times height. */
  public long getPixels() {
    return (long) width * height;
  }

  /** The colour that loses nothing but transparency. */
  public ImageColor getColor() {
    return channels <= 2 ? ImageColor.GREY : ImageColor.COLOUR;
  }

  /** For example {@code PNG 640 x 480, 3 channels}. */
  @Override
  public String toString() {
    return format
        + " "
        + width
        + " x "
        + height
        + ", "
        + channels
        + (channels == 1 ? " channel" : " channels");
  }
}
