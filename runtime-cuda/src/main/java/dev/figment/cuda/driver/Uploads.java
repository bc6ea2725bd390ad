package dev.figment.cuda.driver;

import java.nio.ByteBuffer;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Copies to the GPU by way of two pinned buffers in turn, so that the caller goes on at once, while
 * the copy waits for the GPU.
 */
final class Uploads {
  private final Calls calls;
  private final CUstream_st stream;
  private final Slot[] slots;
  private int next;

  Uploads(Calls calls, CUstream_st stream) {
    this.calls = calls;
    this.stream = stream;
    this.slots = new Slot[] {new Slot(), new Slot()};
  }

  void copy(ByteBuffer from, long to) {
    Slot slot = slots[next];
    next = (next + 1) % slots.length;
    slot.copy(from, to);
  }

  void close() {
    for (Slot slot : slots) {
      slot.close();
    }
  }

  /** A buffer that the GPU reads, and the event that says when it has. */
  private final class Slot {
    private final PinnedBuffer buffer = new PinnedBuffer(calls);
    private final CUevent_st read = new CUevent_st();

    void copy(ByteBuffer from, long to) {
      long bytes = from.remaining();
      if (read.isNull()) {
        calls.runtime(
            cudart.cudaEventCreateWithFlags(read, cudart.cudaEventDisableTiming),
            "making an event");
      }
      calls.runtime(cudart.cudaEventSynchronize(read), "waiting for an earlier copy to the GPU");
      Pointer pinned = buffer.reserve(bytes);
      try (BytePointer source = new BytePointer(from);
          Pointer target = new Address(to)) {
        Pointer.memcpy(pinned, source, bytes);
        calls.runtime(
            cudart.cudaMemcpyAsync(target, pinned, bytes, cudart.cudaMemcpyHostToDevice, stream),
            "copying " + bytes + " bytes to the GPU");
        calls.runtime(cudart.cudaEventRecord(read, stream), "recording an event");
      }
    }

    void close() {
      buffer.close();
      if (!read.isNull()) {
        calls.runtime(cudart.cudaEventDestroy(read), "freeing an event");
        read.setNull();
      }
    }
  }
}
