package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Variable;

/** The input with a learned vector of the example's class behind it, along the channels. */
final class WithLabel extends Layer {
  private final int size;

  WithLabel(int size) {
    if (size < 1) {
      throw new FigmentException("withLabel(" + size + ") adds nothing", "use at least 1");
    }
    this.size = size;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() < 2) {
      throw new FigmentException(this + " takes [N, C, ...], not " + input).at(scope.getPath());
    }
    int classes = scope.getClasses();
    Variable table = scope.weight("embedding", Initializer.normal(1), classes, size, classes, size);
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Tensor vectors = x.graph().read(table).gather(mode.getLabels());
          Tensor planes = Affine.perChannelOfExamples(vectors, x);
          return x.concat(1, planes.broadcast(x.getShape().withDim(1, size)));
        });
  }

  @Override
  public String toString() {
    return "withLabel(" + size + ")";
  }
}
