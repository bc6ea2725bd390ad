package dev.figment.image;

import dev.figment.FigmentException;

/** The outline of a WebP file: a RIFF container whose first chunk gives the size. */
final class WebpFile {
  private static final int CONTENT = 20;

  private WebpFile() {}

  static ImageHeader header(FileBytes file) {
    if (file.has(12, 'V', 'P', '8', 'X')) {
      boolean alpha = (file.u8(CONTENT) & 0x10) != 0;
      return of(file.littleU24(CONTENT + 4) + 1, file.littleU24(CONTENT + 7) + 1, alpha);
    }
    if (file.has(12, 'V', 'P', '8', 'L')) {
      long bits = file.littleU32(CONTENT + 1);
      boolean alpha = ((bits >> 28) & 1) != 0;
      return of((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, alpha);
    }
    if (file.has(12, 'V', 'P', '8', ' ')) {
      return of(file.littleU16(CONTENT + 6) & 0x3fff, file.littleU16(CONTENT + 8) & 0x3fff, false);
    }
    file.u8(15);
    throw new FigmentException(
        "the WebP file does not begin with an image chunk",
        "the file is damaged: copy or download it again");
  }

  private static ImageHeader of(long width, long height, boolean alpha) {
    return new ImageHeader(ImageFormat.WEBP, width, height, alpha ? 4 : 3);
  }

  static boolean isComplete(FileBytes file) {
    return file.length() >= 8 + file.littleU32(4);
  }
}
