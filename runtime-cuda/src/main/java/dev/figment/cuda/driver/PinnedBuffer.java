package dev.figment.cuda.driver;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/** Memory of the host that the GPU copies from and to by itself; it grows as asked. */
final class PinnedBuffer {
  private final Calls calls;
  private final Pointer pointer = new Pointer();
  private long capacity;

  /** What it gets, {@code opened} frees. */
  PinnedBuffer(Calls calls, Opened opened) {
    this.calls = calls;
    opened.add(this::close);
  }

  /** At least so many bytes; what was in it is lost if it must grow. */
  Pointer reserve(long bytes) {
    if (bytes > capacity) {
      close();
      calls.runtime(
          cudart.cudaHostAlloc(pointer, bytes, cudart.cudaHostAllocDefault),
          "getting " + bytes + " bytes of pinned memory");
      capacity = bytes;
    }
    return pointer;
  }

  private void close() {
    if (capacity > 0) {
      capacity = 0;
      calls.runtime(cudart.cudaFreeHost(pointer), "freeing pinned memory");
    }
  }
}
