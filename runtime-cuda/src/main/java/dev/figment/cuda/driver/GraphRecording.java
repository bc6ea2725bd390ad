package dev.figment.cuda.driver;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** Launches as a CUDA graph: the driver takes them as one. */
final class GraphRecording implements Device.Recording {
  private final Calls calls;
  private final CUstream_st stream;
  private final Runnable enter;
  private final CUgraphExec_st executable = new CUgraphExec_st();

  private GraphRecording(Calls calls, CUstream_st stream, Runnable enter) {
    this.enter = enter;
    this.calls = calls;
    this.stream = stream;
  }

  /**
   * Records what is launched; nothing runs meanwhile.
   *
   * @param enter makes the GPU the calling thread's, whichever thread runs the recording later, or
   *     frees it
   */
  static GraphRecording of(Calls calls, CUstream_st stream, Runnable enter, Runnable launches) {
    GraphRecording recording = new GraphRecording(calls, stream, enter);
    CUgraph_st graph = new CUgraph_st();
    calls.runtime(
        cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeRelaxed),
        "beginning to record a program");
    Opened made = new Opened();
    made.add(recording::close);
    try (Opened passing = new Opened()) {
      passing.add(
          () -> {
            if (!graph.isNull()) {
              calls.runtime(cudart.cudaGraphDestroy(graph), "freeing the record of a program");
            }
          });
      try (Opened capture = new Opened()) {
        capture.add(
            () -> calls.runtime(cudart.cudaStreamEndCapture(stream, graph), "recording a program"));
        launches.run();
      }
      calls.runtime(
          cudart.cudaGraphInstantiate(recording.executable, graph, 0), "preparing a program");
      // What the driver gets for it, it gets now, and not while another GPU waits for this one.
      calls.runtime(cudart.cudaGraphUpload(recording.executable, stream), "preparing a program");
      calls.runtime(cudart.cudaStreamSynchronize(stream), "preparing a program");
    } catch (RuntimeException | Error failed) {
      made.closeAfter(failed);
      throw failed;
    }
    return recording;
  }

  @Override
  public void launch() {
    enter.run();
    calls.runtime(cudart.cudaGraphLaunch(executable, stream), "running a program");
  }

  @Override
  public void close() {
    if (!executable.isNull()) {
      if (!calls.isBroken()) {
        enter.run();
        calls.runtime(cudart.cudaGraphExecDestroy(executable), "freeing a program");
      }
      executable.setNull();
    }
  }
}
