package dev.figment.cuda.driver;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A point in a stream's work, which can be waited for. */
final class Event {
  private final Calls calls;
  private final CUevent_st handle = new CUevent_st();

  private Event(Calls calls, Opened opened, int flags) {
    this.calls = calls;
    calls.runtime(cudart.cudaEventCreateWithFlags(handle, flags), "making an event");
    opened.add(() -> calls.runtime(cudart.cudaEventDestroy(handle), "freeing an event"));
  }

  /** One that was not reached yet, which {@code opened} frees. */
  static Event of(Calls calls, Opened opened) {
    return new Event(calls, opened, cudart.cudaEventDisableTiming);
  }

  /** One that notes the time at which it is reached. */
  static Event timed(Calls calls, Opened opened) {
    return new Event(calls, opened, cudart.cudaEventDefault);
  }

  /** Puts it behind all that was put on a stream so far. */
  void record(CUstream_st stream) {
    calls.runtime(cudart.cudaEventRecord(handle, stream), "recording an event");
  }

  /** Lets what comes on a stream wait until it is reached. */
  void holdBack(CUstream_st stream) {
    calls.runtime(cudart.cudaStreamWaitEvent(stream, handle, 0), "waiting for an event");
  }

  /** Waits until it is reached; at once if it was never recorded. */
  void await(String doing) {
    calls.runtime(cudart.cudaEventSynchronize(handle), doing);
  }

  /** The milliseconds from another one to this; both are timed, and were reached. */
  float since(Event other) {
    float[] time = new float[1];
    calls.runtime(
        cudart.cudaEventElapsedTime(time, other.handle, handle), "asking how long it took");
    return time[0];
  }
}
