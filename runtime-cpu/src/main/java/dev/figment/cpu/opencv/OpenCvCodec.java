package dev.figment.cpu.opencv;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import dev.figment.image.ImageHeader;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The codec over OpenCV: PNG, JPEG, BMP and WebP in, PNG and JPEG out.
 *
 * <p>Each call works on one thread, so that callers decide how many run at once.
 */
public final class OpenCvCodec extends ImageCodec {
  static {
    opencv_core.setNumThreads(1);
  }

  /** Loads OpenCV; meant for {@link ImageCodec#find()}. */
  public OpenCvCodec() {}

  @Override
  public String getName() {
    return "OpenCV " + opencv_core.CV_VERSION;
  }

  @Override
  protected Pixels decodeChecked(byte[] file, ImageHeader header, ImageColor color) {
    int flags =
        color == ImageColor.GREY
            ? opencv_imgcodecs.IMREAD_GRAYSCALE
            : opencv_imgcodecs.IMREAD_COLOR;
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
        Mat decoded = opencv_imgcodecs.imdecode(encoded, flags)) {
      if (decoded.empty()) {
        throw new FigmentException(damage(header), cure(header));
      }
      return Mats.toPixels(decoded);
    } catch (FigmentException known) {
      throw known;
    } catch (RuntimeException refused) {
      throw new FigmentException(refused, damage(header), cure(header));
    }
  }

  private static String damage(ImageHeader header) {
    return "the " + header.getFormat() + " file is damaged: OpenCV cannot decode its content";
  }

  private static String cure(ImageHeader header) {
    return "its header says " + header + "; copy or download the file again";
  }

  @Override
  public byte[] encodePng(Pixels image) {
    return encode(image, ".png", opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 6);
  }

  @Override
  public byte[] encodeJpeg(Pixels image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new FigmentException(
          "a JPEG cannot have the quality " + quality, "use 1 (small) to 100 (good)");
    }
    return encode(image, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  private static byte[] encode(Pixels image, String ending, int option, int value) {
    try (Mat mat = Mats.of(image);
        BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(option, value)) {
      if (!opencv_imgcodecs.imencode(ending, mat, encoded, options)) {
        throw new FigmentException("OpenCV cannot write " + image + " as " + ending);
      }
      byte[] file = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(file);
      return file;
    }
  }

  @Override
  public Pixels resize(Pixels image, int height, int width) {
    if (height < 1 || width < 1) {
      throw new FigmentException(
          "an image cannot be resized to " + height + " x " + width, "each must be at least 1");
    }
    if (height == image.getHeight() && width == image.getWidth()) {
      return image;
    }
    boolean smaller = height <= image.getHeight() && width <= image.getWidth();
    int method = smaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
    try (Mat source = Mats.of(image);
        Mat target = new Mat();
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(source, target, size, 0, 0, method);
      return Mats.toPixels(target);
    }
  }
}
