package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Examples of equal length as bytes, in chunks, so that memory grows only with what has arrived and
 * no array is larger than needed.
 */
final class ByteStore {
  private static final int CHUNK_BYTES = 1 << 22;

  private final int exampleBytes;
  private final int perChunk;
  private final List<byte[]> chunks = new ArrayList<>();
  private int size;

  ByteStore(int exampleBytes) {
    this.exampleBytes = exampleBytes;
    this.perChunk = Math.max(1, CHUNK_BYTES / exampleBytes);
  }

  /** The bytes that data may take unless told otherwise: half of what the JVM may use. */
  static long defaultLimit() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /** Refuses what would not fit, before anything is read. */
  static void checkFits(long count, long exampleBytes, long limit) {
    if (count > limit / exampleBytes) {
      throw new FigmentException(
          show(count)
              + " examples of "
              + show(exampleBytes)
              + " bytes need "
              + megabytes((double) count * exampleBytes)
              + " of memory, the limit is "
              + megabytes((double) limit),
          "about "
              + show(limit / exampleBytes)
              + " would fit; use fewer or smaller examples, or give the JVM more memory with -Xmx");
    }
  }

  private static String show(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f MiB", Math.ceil(bytes / (1 << 20)));
  }

  int size() {
    return size;
  }

  int exampleBytes() {
    return exampleBytes;
  }

  /** Makes room for one more example, whose bytes then go to {@link #chunk} at {@link #offset}. */
  int grow() {
    if (size / perChunk == chunks.size()) {
      chunks.add(new byte[perChunk * exampleBytes]);
    }
    return size++;
  }

  void add(byte[] example) {
    int index = grow();
    System.arraycopy(example, 0, chunk(index), offset(index), exampleBytes);
  }

  byte[] chunk(int index) {
    if (index < 0 || index >= size) {
      throw new FigmentException("a data set of " + size + " examples has no example " + index);
    }
    return chunks.get(index / perChunk);
  }

  int offset(int index) {
    return index % perChunk * exampleBytes;
  }

  /** Drops the unused end of the last chunk. */
  ByteStore trimmed() {
    int last = chunks.size() - 1;
    int used = size - last * perChunk;
    if (last >= 0 && used < perChunk) {
      chunks.set(last, Arrays.copyOf(chunks.get(last), used * exampleBytes));
    }
    return this;
  }
}
