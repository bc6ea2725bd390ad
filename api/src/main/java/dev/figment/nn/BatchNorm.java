package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;

/**
 * Shifts and scales each channel to mean 0 and variance 1 over the batch, then by learned numbers
 * (Ioffe and Szegedy 2015), which may be others for each class (de Vries et al. 2017). In inference
 * the running statistics take the batch's place: {@code running = 0.9 running + 0.1 batch}, with
 * the unbiased variance, as PyTorch has it.
 */
final class BatchNorm extends Layer {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final boolean conditional;

  /** With numbers of each class if it is conditional. */
  BatchNorm(boolean conditional) {
    this.conditional = conditional;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() < 2) {
      throw new FigmentException(this + " takes [N, C, ...], not " + input).at(scope.getPath());
    }
    scope.mixesExamples();
    int channels = input.dim(1);
    PerChannel scale = PerChannel.of(scope, "scale", Initializer.ones(), channels, conditional);
    PerChannel shift = PerChannel.of(scope, "shift", Initializer.zeros(), channels, conditional);
    Variable mean = scope.state("mean", 0, channels);
    Variable variance = scope.state("variance", 1, channels);
    int[] axes = new int[input.getRank() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Graph graph = x.graph();
          Tensor center;
          Tensor spread;
          if (mode.isTraining()) {
            center = x.meanKept(axes);
            spread = x.varianceKept(axes);
            double count = (double) x.getShape().getSize() / channels;
            move(graph, mean, center.reshape(channels));
            move(graph, variance, spread.reshape(channels).times(count / Math.max(1, count - 1)));
          } else {
            center = Affine.perChannel(graph.read(mean), x);
            spread = Affine.perChannel(graph.read(variance), x);
          }
          Tensor factor = scale.read(x, mode).div(spread.plus(EPSILON).sqrt());
          return x.minus(center).times(factor).plus(shift.read(x, mode));
        });
  }

  /** Moves a running mean towards a batch's value. */
  static void move(Graph graph, Variable running, Tensor batch) {
    Tensor old = graph.latest(running);
    graph.update(running, old.times(1 - MOMENTUM).plus(batch.detach().times(MOMENTUM)));
  }

  @Override
  public String toString() {
    return conditional ? "conditionalBatchNorm()" : "batchNorm()";
  }
}
