package dev.figment.data;

import dev.figment.FigmentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The reading of whole files that may be larger than they should. */
final class Bytes {
  private Bytes() {}

  /** Everything that a stream gives, if that is at most so many bytes. */
  static byte[] read(InputStream in, long limit) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 16));
    if (bytes.length > limit) {
      throw new FigmentException(
          String.format(Locale.ROOT, "the image file has more than %,d bytes", limit),
          "make the image smaller, or raise the limit with limits(ImageLimits.DEFAULT.bytes(...))");
    }
    return bytes;
  }
}
