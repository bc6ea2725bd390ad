package dev.figment.cpu.dnnl;

import dev.figment.FigmentException;
import dev.figment.compile.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A piece of native memory, aligned to cache lines, zero at first. Its owner frees it. */
public final class NativeBlock extends Memory {
  private static final int ALIGNMENT = 64;

  private final long bytes;
  private final long address;
  private @Nullable Pointer raw;

  private NativeBlock(Pointer raw, long bytes) {
    this.raw = raw;
    this.bytes = bytes;
    this.address = (raw.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Allocates a block.
   *
   * @param purpose for the error message when there is not enough memory
   */
  public static NativeBlock allocate(long bytes, String purpose) {
    long size = Math.max(ALIGNMENT, bytes);
    Pointer raw = Pointer.malloc(size + ALIGNMENT);
    if (raw == null || raw.isNull()) {
      throw new FigmentException(
          "there is not enough native memory for " + purpose + ": " + (size >> 20) + " MiB",
          "use a smaller batch or network, or free memory outside the JVM's heap");
    }
    Pointer.memset(raw, 0, size + ALIGNMENT);
    return new NativeBlock(raw, size);
  }

  @Override
  public long getBytes() {
    return bytes;
  }

  /** A pointer into the block, as the bindings take it; valid until the block is freed. */
  Pointer pointer(long offset) {
    if (raw == null) {
      throw new IllegalStateException("the native memory is freed");
    }
    return new At(address + offset);
  }

  /** The floats from a byte offset on. */
  public FloatBuffer floats(long offset, int count) {
    return view(offset, count).asFloatBuffer();
  }

  /** The integers from a byte offset on. */
  public IntBuffer ints(long offset, int count) {
    return view(offset, count).asIntBuffer();
  }

  private ByteBuffer view(long offset, int count) {
    long length = 4L * count;
    if (offset < 0 || offset + length > bytes) {
      throw new IndexOutOfBoundsException(offset + " + " + length + " of " + bytes + " bytes");
    }
    if (length > Integer.MAX_VALUE) {
      throw new FigmentException(
          "a single value of " + count + " elements does not fit in 2 GiB", "use a smaller batch");
    }
    BytePointer bytesAt = new BytePointer(pointer(offset));
    bytesAt.limit(length);
    return bytesAt.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Frees the memory; twice is fine. Nobody may use a view of it afterwards. */
  public synchronized void free() {
    if (raw != null) {
      Pointer.free(raw);
      raw = null;
    }
  }

  /** A pointer that owns nothing. */
  private static final class At extends Pointer {
    At(long address) {
      super();
      this.address = address;
    }
  }
}
