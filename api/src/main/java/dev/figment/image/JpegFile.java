package dev.figment.image;

import dev.figment.FigmentException;

/** The outline of a JPEG file: markers, most with a segment of known length, and coded scans. */
final class JpegFile {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private JpegFile() {}

  static ImageHeader header(FileBytes file) {
    long at = 2;
    while (true) {
      at = marker(file, at);
      int marker = file.u8(at);
      if (isFrame(marker)) {
        return new ImageHeader(
            ImageFormat.JPEG, file.bigU16(at + 6), file.bigU16(at + 4), file.u8(at + 8));
      }
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw new FigmentException(
            "the JPEG file gives no size before its pixels",
            "the file is damaged: copy or download it again");
      }
      at = after(file, at);
    }
  }

  /** Walks over all scans to the end marker; a thumbnail's end marker lies inside a segment. */
  static boolean isComplete(FileBytes file) {
    long at = 2;
    while (true) {
      at = marker(file, at);
      int marker = file.u8(at);
      if (marker == END_OF_IMAGE) {
        return true;
      }
      at = after(file, at);
    }
  }

  /** The position of the next marker's code: 0xff, perhaps repeated, then neither 0 nor 0xff. */
  private static long marker(FileBytes file, long at) {
    while (true) {
      while (file.u8(at) != 0xff) {
        at++;
      }
      while (file.u8(at) == 0xff) {
        at++;
      }
      if (file.u8(at) != 0) {
        return at;
      }
    }
  }

  /** The position behind a marker's segment; restart markers and the like have none. */
  private static long after(FileBytes file, long at) {
    int marker = file.u8(at);
    boolean bare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    return bare ? at + 1 : at + 1 + file.bigU16(at + 1);
  }

  private static boolean isFrame(int marker) {
    boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !table;
  }
}
