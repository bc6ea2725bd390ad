package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.graph.Variable;

/**
 * A linear map of the last dimension with a bias: {@code [N, ..., inputs]} to {@code [N, ...,
 * units]}.
 */
public final class Dense extends Layer {
  private final int units;
  private final Initializer initializer;
  private final boolean bias;

  Dense(int units, Initializer initializer, boolean bias) {
    this.units = units;
    this.initializer = initializer;
    this.bias = bias;
  }

  /** How the weight begins; the default is {@link Initializer#xavier()}. */
  public Dense initializer(Initializer choice) {
    return new Dense(units, choice, bias);
  }

  /** Without a bias, as before a normalisation that has its own. */
  public Dense withoutBias() {
    return new Dense(units, initializer, false);
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() < 2 || input.dim(-1) == Shape.N) {
      throw new FigmentException("a dense layer takes [N, ..., inputs], not " + input)
          .at(scope.getPath());
    }
    int inputs = input.dim(-1);
    Variable weight = scope.weight("weight", initializer, inputs, units, inputs, units);
    if (!bias) {
      return Network.of(scope, input, (x, mode) -> Affine.map(x, x.graph().read(weight)));
    }
    Variable offset = scope.weight("bias", Initializer.zeros(), inputs, units, units);
    return Network.of(
        scope,
        input,
        (x, mode) -> Affine.map(x, x.graph().read(weight)).plus(x.graph().read(offset)));
  }

  @Override
  public String toString() {
    return "dense(" + units + ")";
  }
}
