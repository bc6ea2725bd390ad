package dev.figment.cuda.driver;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Copies from the GPU into pinned buffers, of which there are as many as are under way. */
final class Fetches {
  private final Calls calls;
  private final CUstream_st stream;
  private final List<Slot> all = new ArrayList<>();
  private final Deque<Slot> idle = new ArrayDeque<>();

  Fetches(Calls calls, CUstream_st stream) {
    this.calls = calls;
    this.stream = stream;
  }

  Device.Fetch begin(long from, int bytes) {
    Slot slot = idle.pollLast();
    if (slot == null) {
      slot = new Slot();
      all.add(slot);
    }
    return slot.begin(from, bytes);
  }

  void close() {
    all.forEach(Slot::close);
    all.clear();
    idle.clear();
  }

  /** A buffer that the GPU writes, and the event that says when it has. */
  private final class Slot {
    private final PinnedBuffer buffer = new PinnedBuffer(calls);
    private final CUevent_st written = new CUevent_st();

    Device.Fetch begin(long from, int bytes) {
      if (written.isNull()) {
        calls.runtime(
            cudart.cudaEventCreateWithFlags(written, cudart.cudaEventDisableTiming),
            "making an event");
      }
      Pointer target = buffer.reserve(bytes);
      try (Pointer source = new Address(from)) {
        calls.runtime(
            cudart.cudaMemcpyAsync(target, source, bytes, cudart.cudaMemcpyDeviceToHost, stream),
            "copying " + bytes + " bytes from the GPU");
      }
      calls.runtime(cudart.cudaEventRecord(written, stream), "recording an event");
      return to -> {
        calls.open();
        calls.runtime(cudart.cudaEventSynchronize(written), "waiting for the GPU");
        copy(target, to);
        idle.add(this);
      };
    }

    private static void copy(Pointer source, ByteBuffer to) {
      try (BytePointer target = new BytePointer(to)) {
        Pointer.memcpy(target, source, to.remaining());
      }
    }

    void close() {
      buffer.close();
      if (!written.isNull()) {
        calls.runtime(cudart.cudaEventDestroy(written), "freeing an event");
      }
    }
  }
}
