package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.Arrays;

/**
 * One more channel (or feature) that says how much the batch varies: the standard deviation of each
 * element over the batch, averaged over all elements (Karras et al. 2018, section 3). A critic can
 * tell by it a generator that makes one image only.
 *
 * <p>Scores then depend on the whole batch. Slope penalties are taken through it all the same, as
 * the paper does. In inference a running mean takes the batch's place.
 */
final class MinibatchDeviation extends Layer {
  private static final double EPSILON = 1e-8;

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() < 2) {
      throw new FigmentException(this + " takes [N, C, ...], not " + input).at(scope.getPath());
    }
    Variable running = scope.state("deviation", 1, 1);
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Graph graph = x.graph();
          Tensor deviation = graph.read(running);
          if (mode.isTraining()) {
            deviation = x.varianceKept(0).plus(EPSILON).sqrt().mean().reshape(1);
            BatchNorm.move(graph, running, deviation);
          }
          int[] ones = new int[x.getShape().getRank()];
          Arrays.fill(ones, 1);
          return x.concat(1, deviation.reshape(ones).broadcast(x.getShape().withDim(1, 1)));
        });
  }

  @Override
  public String toString() {
    return "minibatchDeviation()";
  }
}
