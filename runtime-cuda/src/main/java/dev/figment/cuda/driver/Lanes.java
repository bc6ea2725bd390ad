package dev.figment.cuda.driver;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/**
 * The streams that work is launched on: a main one, and others on which a recording branches where
 * launches do not wait for one another.
 */
final class Lanes {
  private static final int MOST = 4;

  private final List<CUstream_st> streams = new ArrayList<>();

  /** Where the main stream is when the others part from it, and where each of those ends. */
  private final List<Event> ends = new ArrayList<>();

  private int current;

  /**
   * Makes the streams.
   *
   * @param opened frees them
   * @param branches whether there are others than the main one
   */
  Lanes(Calls calls, Opened opened, boolean branches) {
    for (int i = 0; i < (branches ? MOST : 1); i++) {
      CUstream_st stream = new CUstream_st();
      calls.runtime(
          cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
          "making a stream");
      opened.add(() -> calls.runtime(cudart.cudaStreamDestroy(stream), "freeing the stream"));
      streams.add(stream);
    }
    if (branches) {
      for (int i = 0; i < MOST; i++) {
        ends.add(Event.of(calls, opened));
      }
    }
  }

  /** The stream that everything waits for. */
  CUstream_st main() {
    return streams.get(0);
  }

  /** The stream that the next launch belongs on. */
  CUstream_st now() {
    return streams.get(current);
  }

  /**
   * Launches what does not wait for one another; what comes later on the main stream waits for all.
   */
  void beside(List<Runnable> launches) {
    int lanes = Math.min(streams.size(), launches.size());
    if (lanes > 1) {
      ends.get(0).record(main());
      streams.subList(1, lanes).forEach(ends.get(0)::holdBack);
    }
    try {
      for (int i = 0; i < launches.size(); i++) {
        current = i % lanes;
        launches.get(i).run();
      }
    } finally {
      current = 0;
    }
    for (int i = 1; i < lanes; i++) {
      ends.get(i).record(streams.get(i));
      ends.get(i).holdBack(main());
    }
  }
}
