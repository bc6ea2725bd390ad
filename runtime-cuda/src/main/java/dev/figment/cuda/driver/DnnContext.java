package dev.figment.cuda.driver;

import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;

/** cuDNN on the GPU that is there. */
final class DnnContext implements DnnGpu {
  private final Calls calls;
  private final Lanes lanes;
  private final cudnnContext context = new cudnnContext();

  /** Starts it; {@code opened} closes it. */
  DnnContext(Calls calls, Opened opened, Lanes lanes) {
    this.calls = calls;
    this.lanes = lanes;
    calls.dnn(cudnn.cudnnCreate(context), "starting cuDNN");
    opened.add(() -> calls.dnn(cudnn.cudnnDestroy(context), "closing cuDNN"));
  }

  @Override
  public Descriptor graph(Descriptor graph) {
    return graph.context(cudnn.CUDNN_ATTR_OPERATIONGRAPH_HANDLE, context);
  }

  /** A graph has said it to them. */
  @Override
  public Descriptor heuristics(Descriptor heuristics) {
    return heuristics;
  }

  @Override
  public Descriptor plan(Descriptor plan) {
    return plan.context(cudnn.CUDNN_ATTR_EXECUTION_PLAN_HANDLE, context);
  }

  /** Runs a plan on what a variant pack names. */
  void run(Descriptor plan, Descriptor pack, String what) {
    calls.dnn(cudnn.cudnnSetStream(context, lanes.now()), "giving cuDNN the stream");
    calls.dnn(cudnn.cudnnBackendExecute(context, plan.handle(), pack.handle()), what);
  }
}
