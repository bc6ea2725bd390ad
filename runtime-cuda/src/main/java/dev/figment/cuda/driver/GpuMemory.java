package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.util.Locale;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Memory of one GPU, and how much of it is in use. */
final class GpuMemory {
  private static final double MIB = 1 << 20;

  private final Calls calls;
  private final CUstream_st stream;
  private final Runnable enter;
  private long used;

  /**
   * With nothing in use.
   *
   * @param enter makes the GPU the calling thread's, whichever thread frees memory
   */
  GpuMemory(Calls calls, CUstream_st stream, Runnable enter) {
    this.calls = calls;
    this.stream = stream;
    this.enter = enter;
  }

  /** Bytes that nobody uses, and all that the GPU has. */
  long[] freeAndTotal() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      calls.runtime(cudart.cudaMemGetInfo(free, total), "asking for free memory");
      return new long[] {free.get(), total.get()};
    }
  }

  DeviceMemory allocate(long bytes, String purpose) {
    Pointer pointer = new Pointer();
    int status = cudart.cudaMalloc(pointer, Math.max(bytes, Float.BYTES));
    if (status == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError(); // It is told here, and must not be told again by a later call.
      throw exhausted(bytes, purpose);
    }
    calls.runtime(status, "getting memory for " + purpose);
    used += bytes;
    Piece piece = new Piece(pointer, bytes);
    Opened made = new Opened();
    made.add(piece::free);
    try {
      calls.runtime(
          cudart.cudaMemsetAsync(pointer, 0, Math.max(bytes, Float.BYTES), stream),
          "clearing memory for " + purpose);
      return piece;
    } catch (FigmentException failed) {
      made.closeAfter(failed);
      throw failed;
    }
  }

  /** Bytes that were allocated and not freed. */
  long getUsed() {
    return used;
  }

  private FigmentException exhausted(long bytes, String purpose) {
    long[] freeAndTotal = freeAndTotal();
    return new FigmentException(
        String.format(
            Locale.ROOT,
            "%s needs %.1f MiB of the GPU's memory; %.1f of %.1f MiB are free, %.1f MiB are in use"
                + " by this backend",
            purpose,
            bytes / MIB,
            freeAndTotal[0] / MIB,
            freeAndTotal[1] / MIB,
            used / MIB),
        "take a smaller batch, or close what else uses the GPU");
  }

  /** A piece that is freed by its owner. */
  private final class Piece extends DeviceMemory {
    private final Pointer pointer;
    private boolean freed;

    Piece(Pointer pointer, long bytes) {
      super(bytes);
      this.pointer = pointer;
    }

    @Override
    public long getAddress() {
      return pointer.address();
    }

    @Override
    public void free() {
      if (!freed) {
        freed = true;
        used -= getBytes();
        if (!calls.isBroken()) {
          enter.run();
          // What was launched may use it still, and cudaFree need not wait for that.
          try (Opened both = new Opened()) {
            both.add(() -> calls.runtime(cudart.cudaFree(pointer), "freeing memory"));
            both.add(
                () -> calls.runtime(cudart.cudaStreamSynchronize(stream), "waiting for the GPU"));
          }
        }
      }
    }
  }
}
