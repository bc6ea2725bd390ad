package dev.figment.cuda.driver;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Copies from the GPU into pinned buffers, of which there are as many as are under way. */
final class Fetches {
  private final Calls calls;
  private final Opened opened;
  private final CUstream_st stream;
  private final Deque<Slot> idle = new ArrayDeque<>();

  /** What it opens, {@code opened} frees. */
  Fetches(Calls calls, Opened opened, CUstream_st stream) {
    this.calls = calls;
    this.opened = opened;
    this.stream = stream;
  }

  Device.Fetch begin(long from, int bytes) {
    Slot slot = idle.pollLast();
    return (slot == null ? new Slot() : slot).begin(from, bytes);
  }

  /** A buffer that the GPU writes, and the event that says when it has. */
  private final class Slot {
    private final PinnedBuffer buffer = new PinnedBuffer(calls, opened);
    private final Event written = Event.of(calls, opened);

    Device.Fetch begin(long from, int bytes) {
      Pointer target = buffer.reserve(bytes);
      try (Pointer source = new Address(from)) {
        calls.runtime(
            cudart.cudaMemcpyAsync(target, source, bytes, cudart.cudaMemcpyDeviceToHost, stream),
            "copying " + bytes + " bytes from the GPU");
      }
      written.record(stream);
      return to -> {
        calls.open();
        written.await("waiting for the GPU");
        copy(target, to);
        idle.add(this);
      };
    }

    private static void copy(Pointer source, ByteBuffer to) {
      try (BytePointer target = new BytePointer(to)) {
        Pointer.memcpy(target, source, to.remaining());
      }
    }
  }
}
