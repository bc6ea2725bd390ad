package dev.figment.cuda.driver;

import java.util.Arrays;
import org.bytedeco.cuda.global.cudnn;

/** A convolution by cuDNN, with the plan that was chosen for it. */
final class DnnConvolution implements Device.Convolution {
  private final Calls calls;
  private final DnnContext context;
  private final ConvSpec spec;
  private final Descriptor plan;
  private final long workspaceBytes;

  /** By this plan, which must live as long. */
  DnnConvolution(Calls calls, DnnContext context, ConvSpec spec, Descriptor plan) {
    this.calls = calls;
    this.context = context;
    this.spec = spec;
    this.plan = plan;
    this.workspaceBytes = plan.getLong(cudnn.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE);
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void launch(long source, long weights, long row, long target, long workspace) {
    try (Opened opened = new Opened()) {
      Descriptor pack =
          new Descriptor(
              calls, opened, cudnn.CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR, spec.toString());
      long[] places = {source, weights, target, row};
      long[] names = {DnnGraph.SOURCE, DnnGraph.WEIGHTS, DnnGraph.TARGET, DnnGraph.ROW};
      int count = spec.hasRow() ? 4 : 3;
      pack.addresses(cudnn.CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, Arrays.copyOf(places, count))
          .longs(cudnn.CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS, Arrays.copyOf(names, count))
          .addresses(cudnn.CUDNN_ATTR_VARIANT_PACK_WORKSPACE, workspace)
          .finish();
      context.run(plan, pack, "convolution " + spec);
    }
  }
}
