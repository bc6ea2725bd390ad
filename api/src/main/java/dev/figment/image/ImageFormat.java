package dev.figment.image;

/** The file formats that can be read. */
public enum ImageFormat {
  /** Portable Network Graphics, lossless. */
  PNG("PNG"),
  /** The JPEG interchange format, lossy. */
  JPEG("JPEG"),
  /** The Windows bitmap, mostly uncompressed. */
  BMP("BMP"),
  /** WebP, lossy or lossless. */
  WEBP("WebP");

  private final String title;

  ImageFormat(String title) {
    this.title = title;
  }

  /** The name as people write it, for example {@code WebP}. */
  @Override
  public String toString() {
    return title;
  }
}
