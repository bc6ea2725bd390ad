package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Variable;

/**
 * One score {@code [N, 1]} for features {@code [N, K]} and the example's class: a linear map plus
 * the product of the features with a learned vector of the class (Miyato and Koyama 2018, eq. 3).
 */
public final class ProjectionScore extends Layer {
  private final Initializer initializer;
  private final boolean spectral;

  ProjectionScore(Initializer initializer, boolean spectral) {
    this.initializer = initializer;
    this.spectral = spectral;
  }

  /** How the weights begin; the default is {@link Initializer#xavier()}. */
  public ProjectionScore initializer(Initializer choice) {
    return new ProjectionScore(choice, spectral);
  }

  /** With both weights divided by their largest singular value (Miyato et al. 2018). */
  public ProjectionScore spectralNorm() {
    return new ProjectionScore(initializer, true);
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() != 2) {
      throw new FigmentException(
              this + " takes features [N, K], not " + input, "put flatten() before it")
          .at(scope.getPath());
    }
    int features = input.dim(1);
    Dense linear = new Dense(1, initializer, true, spectral);
    Network score = linear.bind(scope.child("score"), input);
    int classes = scope.getClasses();
    Variable table = scope.weight("embedding", initializer, features, classes, classes, features);
    Weight vectors = spectral ? Weight.spectral(scope, table, 0) : Weight.plain(table);
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Tensor own = vectors.read(x.graph(), mode).gather(mode.getLabels());
          return score.forward(x, mode).plus(x.times(own).sumKept(1));
        });
  }

  @Override
  public String toString() {
    return "projectionScore()" + (spectral ? ".spectralNorm()" : "");
  }
}
