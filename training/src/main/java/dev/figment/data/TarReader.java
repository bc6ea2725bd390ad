package dev.figment.data;

import dev.figment.FigmentException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The files of a tar archive, one after the other; enough of the format for data sets. */
final class TarReader {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private long size;
  private long unread;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** Goes to the next entry. Its name, or null at the end of the archive. */
  @Nullable String next() throws IOException {
    in.skipNBytes(unread);
    unread = 0;
    if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
      throw new EOFException();
    }
    if (header[0] == 0) {
      return null;
    }
    if (sum() != octal(148, 8)) {
      throw new FigmentException("this is not a tar archive", "copy or download the archive again");
    }
    size = octal(124, 12);
    unread = (size + BLOCK - 1) / BLOCK * BLOCK;
    return text(0, 100);
  }

  /** The content of the entry, which must be of this length. */
  byte[] read(int bytes) throws IOException {
    if (size != bytes) {
      throw new FigmentException(
          "the entry " + text(0, 100) + " has " + size + " bytes, not " + bytes,
          "copy or download the archive again");
    }
    byte[] content = in.readNBytes(bytes);
    if (content.length < bytes) {
      throw new EOFException();
    }
    unread -= bytes;
    return content;
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private long octal(int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      if (header[i] >= '0' && header[i] <= '7') {
        number = number * 8 + header[i] - '0';
      }
    }
    return number;
  }

  /** The sum of the header's bytes, with its own checksum taken for spaces. */
  private int sum() {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }
}
