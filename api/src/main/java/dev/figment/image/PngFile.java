package dev.figment.image;

/** The outline of a PNG file: a signature, then chunks of length, name, content and checksum. */
final class PngFile {
  private static final int SIGNATURE = 8;

  private PngFile() {}

  static ImageHeader header(FileBytes file) {
    // The first chunk is IHDR: length (8), name (12), width (16), height (20), depth (24), colour
    // (25).
    long width = file.bigU32(16);
    long height = file.bigU32(20);
    return new ImageHeader(ImageFormat.PNG, width, height, channels(file.u8(25)));
  }

  private static int channels(int colorType) {
    return switch (colorType) {
      case 0 -> 1;
      case 4 -> 2;
      case 6 -> 4;
      default -> 3;
    };
  }

  static boolean isComplete(FileBytes file) {
    long at = SIGNATURE;
    while (at + 12 <= file.length()) {
      if (file.has((int) at + 4, 'I', 'E', 'N', 'D')) {
        return true;
      }
      at += 12 + file.bigU32(at);
    }
    return false;
  }
}
