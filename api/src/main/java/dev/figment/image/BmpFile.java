package dev.figment.image;

/** The outline of a Windows bitmap: a file header of 14 bytes, then an info header. */
final class BmpFile {
  private static final int OLD_HEADER = 12;

  private BmpFile() {}

  static ImageHeader header(FileBytes file) {
    boolean old = file.littleU32(14) == OLD_HEADER;
    int bits = file.littleU16(old ? 24 : 28);
    int channels = bits == 32 ? 4 : 3;
    long width = old ? file.littleU16(18) : (int) file.littleU32(18);
    // A negative height means that the rows go from top to bottom.
    long height = old ? file.littleU16(20) : Math.abs((long) (int) file.littleU32(22));
    return new ImageHeader(ImageFormat.BMP, width, height, channels);
  }

  /** Whether all rows are there; the length of a compressed bitmap is not known before decoding. */
  static boolean isComplete(FileBytes file) {
    ImageHeader header = header(file);
    boolean old = file.littleU32(14) == OLD_HEADER;
    long compression = old ? 0 : file.littleU32(30);
    if (compression != 0) {
      return true;
    }
    int bits = file.littleU16(old ? 24 : 28);
    long row = ((long) header.getWidth() * bits + 31) / 32 * 4;
    return file.length() >= file.littleU32(10) + row * header.getHeight();
  }
}
