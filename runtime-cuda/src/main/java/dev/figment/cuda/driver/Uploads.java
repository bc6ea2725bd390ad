package dev.figment.cuda.driver;

import java.nio.ByteBuffer;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Copies to the GPU on a stream of their own, while the GPU computes: from pinned memory of the
 * host into memory of their own on the GPU, and from there, when the GPU has done all that was
 * asked of it before, to where they belong. There are four of each, used in turn, so that images
 * and labels of the next step need not wait for this one; what is longer than a piece goes in
 * several.
 */
final class Uploads {
  private static final long PIECE = 16L << 20;

  private final Calls calls;
  private final Opened opened;
  private final GpuMemory memory;
  private final CUstream_st stream;
  private final CUstream_st copies = new CUstream_st();
  private final Slot[] slots;
  private int next;

  /** Beside a stream of work, which must not overtake the copies; {@code opened} frees all. */
  Uploads(Calls calls, Opened opened, GpuMemory memory, CUstream_st stream) {
    this.calls = calls;
    this.opened = opened;
    this.memory = memory;
    this.stream = stream;
    calls.runtime(
        cudart.cudaStreamCreateWithFlags(copies, cudart.cudaStreamNonBlocking),
        "making a stream for copies");
    opened.add(
        () -> calls.runtime(cudart.cudaStreamDestroy(copies), "freeing the stream for copies"));
    this.slots = new Slot[] {new Slot(), new Slot(), new Slot(), new Slot()};
  }

  void copy(ByteBuffer from, long to) {
    try (BytePointer source = new BytePointer(from)) {
      long bytes = from.remaining();
      for (long done = 0; done < bytes; done += PIECE) {
        Slot slot = slots[next];
        next = (next + 1) % slots.length;
        slot.copy(source.getPointer(done), Math.min(PIECE, bytes - done), to + done);
      }
    }
  }

  /** Memory of the host and of the GPU for one piece, and the events that say when it is read. */
  private final class Slot {
    private final PinnedBuffer pinned = new PinnedBuffer(calls, opened);
    private final Event sent = Event.of(calls, opened);
    private final Event placed = Event.of(calls, opened);
    private @Nullable DeviceMemory staging;

    Slot() {
      opened.add(this::free);
    }

    void copy(Pointer from, long bytes, long to) {
      sent.await("waiting for an earlier copy to the GPU");
      DeviceMemory landing = reserve(bytes);
      Pointer buffer = pinned.reserve(bytes);
      try (Pointer between = new Address(landing.getAddress());
          Pointer target = new Address(to)) {
        Pointer.memcpy(buffer, from, bytes);
        placed.holdBack(copies);
        copy(between, buffer, bytes, cudart.cudaMemcpyHostToDevice, copies);
        sent.record(copies);
        sent.holdBack(stream);
        copy(target, between, bytes, cudart.cudaMemcpyDeviceToDevice, stream);
        placed.record(stream);
      }
    }

    private DeviceMemory reserve(long bytes) {
      DeviceMemory known = staging;
      if (known == null || known.getBytes() < bytes) {
        free();
        known = memory.allocate(bytes, "copies to the GPU");
        staging = known;
        placed.record(stream); // It is being cleared.
      }
      return known;
    }

    private void copy(Pointer to, Pointer from, long bytes, int kind, CUstream_st on) {
      calls.runtime(
          cudart.cudaMemcpyAsync(to, from, bytes, kind, on),
          "copying " + bytes + " bytes to the GPU");
    }

    private void free() {
      DeviceMemory known = staging;
      staging = null;
      if (known != null) {
        known.free();
      }
    }
  }
}
