package dev.figment.image;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Something that turns image files into {@link Pixels} and back, and resizes them.
 *
 * <p>A codec is found with {@link #find()} among the services of the class path; {@code
 * figment-runtime-cpu} brings one. On Android, extend this class over the system's own decoder. All
 * methods may be called from several threads at once.
 */
public abstract class ImageCodec {
  /**
   * The codec of the class path.
   *
   * @throws FigmentException if there is none, or its native code cannot be loaded
   */
  public static ImageCodec find() {
    Iterator<ImageCodec> codecs =
        ServiceLoader.load(ImageCodec.class, ImageCodec.class.getClassLoader()).iterator();
    try {
      if (codecs.hasNext()) {
        return codecs.next();
      }
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw new FigmentException(
          broken,
          "the image codec of the class path cannot be loaded: " + root(broken),
          "its native code must be for this system; add dev.figment:figment-runtime-cpu with all"
              + " its dependencies");
    }
    throw new FigmentException(
        "no image codec is on the class path",
        "add the dependency dev.figment:figment-runtime-cpu, or register a class of your own as the"
            + " service dev.figment.image.ImageCodec");
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Decodes a file in the colour it is stored in; transparency is dropped. */
  public final Pixels decode(byte[] file) {
    return decode(file, ImageHeader.of(file).getColor(), ImageLimits.DEFAULT);
  }

  /** Decodes a file to grey or colour; transparency is dropped. */
  public final Pixels decode(byte[] file, ImageColor color) {
    return decode(file, color, ImageLimits.DEFAULT);
  }

  /**
   * Decodes a file to grey or colour, within limits that are checked against its header first.
   *
   * @throws FigmentException if the file is empty, no image, too large, cut off or damaged
   */
  public final Pixels decode(byte[] file, ImageColor color, ImageLimits limits) {
    ImageHeader header = check(file, limits);
    Pixels pixels = decodeChecked(file, header, color);
    boolean upright =
        pixels.getWidth() == header.getWidth() && pixels.getHeight() == header.getHeight();
    boolean turned =
        pixels.getWidth() == header.getHeight() && pixels.getHeight() == header.getWidth();
    if ((!upright && !turned) || pixels.getChannels() != color.getChannels()) {
      throw new FigmentException(
          getName() + " decoded " + header + " to " + pixels, "this is a defect of the codec");
    }
    return pixels;
  }

  /**
   * The header of a file that is whole and within limits, found without a codec.
   *
   * @throws FigmentException if the file is empty, no image, too large or cut off
   */
  public static ImageHeader check(byte[] file, ImageLimits limits) {
    limits.checkBytes(file.length);
    ImageHeader header = ImageHeader.of(file);
    limits.checkPixels(header);
    if (!ImageHeader.isComplete(file)) {
      throw new FigmentException(
          "the "
              + header.getFormat()
              + " file is cut off: it has "
              + file.length
              + " bytes and no end",
          "copy or download it again");
    }
    return header;
  }

  /** The name for messages, for example {@code OpenCV 4.13.0}. */
  public abstract String getName();

  /**
   * Decodes a complete file of allowed size; the header has been read already.
   *
   * @throws FigmentException if the content is damaged
   */
  protected abstract Pixels decodeChecked(byte[] file, ImageHeader header, ImageColor color);

  /** The image as a PNG file; the same pixels always give the same bytes. */
  public abstract byte[] encodePng(Pixels image);

  /** The image as a JPEG file of a quality from 1 to 100. */
  public abstract byte[] encodeJpeg(Pixels image, int quality);

  /** The image in another size: averaged over areas when smaller, interpolated when larger. */
  public abstract Pixels resize(Pixels image, int height, int width);
}
