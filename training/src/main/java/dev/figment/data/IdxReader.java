package dev.figment.data;

import dev.figment.FigmentException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One IDX file being read: a magic number, sizes, then bytes.
 *
 * <p>Nothing is believed: the data a header claims must fit the file's length, and memory is taken
 * only for bytes that have arrived. Errors name fact and cure; the caller adds the file.
 */
final class IdxReader implements Closeable {
  private static final int UNSIGNED_BYTE = 8;

  /** Deflate cannot make data more than this many times smaller. */
  private static final long BEST_COMPRESSION = 1032;

  private static final String DAMAGED = "copy or download the file again";

  private final InputStream in;
  private final boolean compressed;
  private final long fileBytes;
  private int headerBytes;

  IdxReader(Path file) {
    InputStream raw = null;
    try {
      fileBytes = Files.size(file);
      raw = Files.newInputStream(file);
      PushbackInputStream start = new PushbackInputStream(new BufferedInputStream(raw, 1 << 16), 2);
      byte[] magic = start.readNBytes(2);
      start.unread(magic);
      compressed = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
      in = compressed ? new GZIPInputStream(start, 1 << 16) : start;
    } catch (IOException error) {
      closeQuietly(raw, error);
      throw failed(error);
    }
  }

  private static void closeQuietly(@Nullable InputStream in, IOException error) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException second) {
        error.addSuppressed(second);
      }
    }
  }

  private static FigmentException failed(IOException error) {
    if (error instanceof NoSuchFileException) {
      return new FigmentException(
          error, "there is no such file", "look at the path, or fetch the data with Downloads");
    }
    if (error instanceof EOFException) {
      return new FigmentException(error, "the compressed data ends too early", DAMAGED);
    }
    if (error instanceof ZipException) {
      return new FigmentException(
          error, "the compressed data is damaged (" + error.getMessage() + ")", DAMAGED);
    }
    return new FigmentException(
        error, "the file cannot be read (" + error + ")", "look at its rights and its disk");
  }

  /**
   * Reads the header.
   *
   * @return the sizes of the dimensions, each at least 1
   */
  int[] readDims() {
    byte[] magic = header(4);
    if (magic[0] != 0 || magic[1] != 0 || magic[3] < 1) {
      throw new FigmentException(
          "this is not an IDX file: it begins with " + hex(magic),
          "IDX begins with 00 00 08 and the number of dimensions");
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw new FigmentException(
          String.format(Locale.ROOT, "the IDX file holds numbers of type 0x%02x", magic[2] & 0xff),
          "only unsigned bytes (0x08) can be read");
    }
    int rank = magic[3];
    byte[] sizes = header(4 * rank);
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = ByteBuffer.wrap(sizes).getInt(4 * i);
      if (dims[i] < 1) {
        throw new FigmentException(
            "the header gives dimension "
                + i
                + " a size of "
                + (dims[i] == 0 ? "0" : (dims[i] & 0xffffffffL) + ", or " + dims[i]),
            "each must be from 1 to 2147483647; " + DAMAGED);
      }
    }
    checkClaim(dims);
    return dims;
  }

  private static String hex(byte[] bytes) {
    return String.format(
        Locale.ROOT, "%02x %02x %02x %02x", bytes[0], bytes[1], bytes[2], bytes[3]);
  }

  private byte[] header(int length) {
    try {
      byte[] bytes = in.readNBytes(length);
      headerBytes += length;
      if (bytes.length < length) {
        throw new FigmentException("the file ends inside its header", DAMAGED);
      }
      return bytes;
    } catch (IOException error) {
      throw failed(error);
    }
  }

  private void checkClaim(int[] dims) {
    double claimed = 1;
    for (int dim : dims) {
      claimed *= dim;
    }
    long available = fileBytes - headerBytes;
    boolean possible =
        compressed ? claimed <= (double) fileBytes * BEST_COMPRESSION : claimed <= available;
    if (!possible) {
      throw new FigmentException(
          "the header claims "
              + claim(dims, claimed)
              + ", the file has "
              + (compressed ? fileBytes + " bytes, compressed" : "only " + available),
          DAMAGED);
    }
    if (!compressed && claimed < available) {
      throw tooMuch(dims, claimed);
    }
  }

  private static String claim(int[] dims, double bytes) {
    return Arrays.toString(dims) + ", " + String.format(Locale.ROOT, "%.0f", bytes) + " bytes";
  }

  private static FigmentException tooMuch(int[] dims, double claimed) {
    return new FigmentException(
        "the header claims " + claim(dims, claimed) + ", but more data follows",
        "the header or the file is damaged: " + DAMAGED);
  }

  /** Reads the data that the header announced, and makes sure that nothing follows. */
  ByteStore read(int count, int exampleBytes) {
    ByteStore.checkFits(count, exampleBytes, ByteStore.defaultLimit());
    ByteStore store = new ByteStore(exampleBytes);
    try {
      for (int i = 0; i < count; i++) {
        store.grow();
        int got = in.readNBytes(store.chunk(i), store.offset(i), exampleBytes);
        if (got < exampleBytes) {
          throw new FigmentException(
              "the header claims "
                  + count
                  + " examples of "
                  + exampleBytes
                  + " bytes, the data ends after "
                  + i,
              DAMAGED);
        }
      }
      if (in.read() >= 0) {
        throw tooMuch(new int[] {count, exampleBytes}, (double) count * exampleBytes);
      }
      return store.trimmed();
    } catch (IOException error) {
      throw failed(error);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException error) {
      throw failed(error);
    }
  }
}
