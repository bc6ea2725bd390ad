package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;
import java.nio.FloatBuffer;

/**
 * Weights {@code [O, C, ...]} of a convolution as a matrix with a row for each of its many
 * channels: the window that belongs to the channel, its few channels last. oneDNN's reordering does
 * not turn windows round.
 */
final class WindowsKernel extends Kernel {
  private final View weights;
  private final Storage matrix;
  private final boolean forward;
  private final int outputs;
  private final int inputs;
  private final int window;
  private FloatBuffer from = FloatBuffer.allocate(0);
  private FloatBuffer to = FloatBuffer.allocate(0);

  /**
   * Prepares.
   *
   * @param weights row-major
   * @param forward whether the many channels are the inputs and windows are turned round, or the
   *     outputs
   */
  WindowsKernel(View weights, Storage matrix, boolean forward) {
    this.weights = weights;
    this.matrix = matrix;
    this.forward = forward;
    this.outputs = weights.dim(0);
    this.inputs = weights.dim(1);
    this.window = weights.getSize() / outputs / inputs;
    reading(weights.getStorage());
    writing(matrix);
  }

  @Override
  public String getName() {
    return "pack";
  }

  @Override
  public int getShares() {
    return 1;
  }

  @Override
  public void bind() {
    from = Places.floats(weights.getStorage());
    to = Places.floats(matrix);
  }

  @Override
  public void run(int share, Worker worker) {
    int few = forward ? outputs : inputs;
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < inputs; c++) {
        int at = weights.getOffset() + (o * inputs + c) * window;
        int row = (forward ? c : o) * window;
        int channel = forward ? o : c;
        for (int k = 0; k < window; k++) {
          int place = forward ? window - 1 - k : k;
          to.put((row + place) * few + channel, from.get(at + k));
        }
      }
    }
  }
}
