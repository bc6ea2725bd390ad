package dev.figment.cuda.driver;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.nccl;
import org.bytedeco.cuda.nccl.ncclComm;
import org.bytedeco.javacpp.Pointer;

/** One GPU's part in what several compute together. The only place that calls NCCL on it. */
final class Communicator {
  private final Calls calls;
  private final ncclComm handle;
  private final String name;
  private boolean ended;
  private volatile boolean aborted;

  /**
   * Takes over a communicator.
   *
   * @param calls of the GPU
   * @param name of the GPU, for the thread that ends it
   */
  Communicator(Calls calls, ncclComm handle, String name) {
    this.calls = calls;
    this.handle = handle;
    this.name = name;
  }

  /** Puts means over all GPUs on a stream, together: NCCL makes few launches of a group. */
  void means(long[] from, long[] targets, int[] sizes, CUstream_st stream) {
    if (aborted) {
      throw new IllegalStateException(name + " stopped, since another GPU failed");
    }
    String doing = "taking means of " + sizes.length + " values over all GPUs";
    calls.nccl(nccl.ncclGroupStart(), doing);
    int status = nccl.ncclSuccess;
    for (int i = 0; i < sizes.length && status == nccl.ncclSuccess; i++) {
      status = mean(from[i], targets[i], sizes[i], stream);
    }
    int ended = nccl.ncclGroupEnd();
    calls.nccl(status, doing);
    calls.nccl(ended, doing);
  }

  private int mean(long from, long to, int size, CUstream_st stream) {
    try (Pointer source = new Address(from);
        Pointer target = new Address(to)) {
      return nccl.ncclAllReduce(
          source, target, size, nccl.ncclFloat32, nccl.ncclAvg, handle, stream);
    }
  }

  /** Throws if something failed that no call has told. Any thread may ask. */
  synchronized void look() {
    if (!ended) {
      int[] status = new int[1];
      calls.nccl(nccl.ncclCommGetAsyncError(handle, status), "asking how the GPUs' exchange is");
      if (status[0] != nccl.ncclInProgress) {
        calls.nccl(status[0], "exchanging numbers with the other GPUs");
      }
    }
  }

  private synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  /**
   * Ends what waits for other GPUs, with any result. It does not wait itself: NCCL does, in a
   * thread of its own, until the last graph is freed that was recorded with the communicator.
   */
  void abort() {
    aborted = true;
    if (end()) {
      Thread thread = new Thread(() -> nccl.ncclCommAbort(handle), "figment stops " + name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Frees it when all graphs are freed that were recorded with it. Twice is fine. */
  void close() {
    if (end()) {
      calls.nccl(nccl.ncclCommDestroy(handle), "leaving the other GPUs");
    }
  }
}
