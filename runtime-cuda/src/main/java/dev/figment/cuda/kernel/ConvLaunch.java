package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import org.jspecify.annotations.Nullable;

/** A convolution or one of its gradients by the GPU's library. */
final class ConvLaunch extends Launch {
  private final ConvSpec spec;
  private final Device.Convolution convolution;
  private final Operand source;
  private final Operand weights;
  private final @Nullable Operand row;
  private final Operand target;
  private final Storage workspace;

  /**
   * Source, weights and target have their channels last.
   *
   * @param row what the epilogue adds to each channel, if it does
   */
  ConvLaunch(
      Device.Convolution convolution,
      ConvSpec spec,
      View source,
      View weights,
      @Nullable View row,
      View target) {
    this.spec = spec;
    this.convolution = convolution;
    this.source = Operand.of(source);
    this.weights = Operand.of(weights);
    this.row = row == null ? null : Operand.of(row);
    this.target = Operand.of(target);
    this.workspace = scratch(convolution.workspaceBytes());
    touch(source, ConvSpec.Kind.SOURCE_GRADIENT);
    touch(weights, ConvSpec.Kind.WEIGHTS_GRADIENT);
    touch(target, ConvSpec.Kind.FORWARD);
    if (row != null) {
      reading(row.getStorage());
    }
  }

  /** Says that a view is read, or written by one kind. */
  private void touch(View view, ConvSpec.Kind writer) {
    if (spec.getKind() == writer) {
      writing(view.getStorage());
    } else {
      reading(view.getStorage());
    }
  }

  @Override
  public String getName() {
    return switch (spec.getKind()) {
      case FORWARD -> "conv";
      case SOURCE_GRADIENT -> "convInputGrad";
      case WEIGHTS_GRADIENT -> "convWeightGrad";
    };
  }

  @Override
  public void bind(Device device) {}

  @Override
  public void run(Device device) {
    convolution.launch(
        source.address(),
        weights.address(),
        row == null ? 0 : row.address(),
        target.address(),
        address(workspace, 0));
  }
}
