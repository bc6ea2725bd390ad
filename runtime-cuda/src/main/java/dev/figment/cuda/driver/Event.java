package dev.figment.cuda.driver;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A point in a stream's work, which can be waited for. */
final class Event {
  private final Calls calls;
  private final CUevent_st handle = new CUevent_st();

  /** One that was not reached yet, which {@code opened} frees. */
  Event(Calls calls, Opened opened) {
    this.calls = calls;
    calls.runtime(
        cudart.cudaEventCreateWithFlags(handle, cudart.cudaEventDisableTiming), "making an event");
    opened.add(() -> calls.runtime(cudart.cudaEventDestroy(handle), "freeing an event"));
  }

  /** Puts it behind all that was put on a stream so far. */
  void record(CUstream_st stream) {
    calls.runtime(cudart.cudaEventRecord(handle, stream), "recording an event");
  }

  /** Lets what comes on a stream wait until it is reached. */
  void holdBack(CUstream_st stream) {
    calls.runtime(cudart.cudaStreamWaitEvent(stream, handle, 0), "waiting for a copy to the GPU");
  }

  /** Waits until it is reached; at once if it was never recorded. */
  void await(String doing) {
    calls.runtime(cudart.cudaEventSynchronize(handle), doing);
  }
}
