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
  private final boolean spectral;

  Dense(int units, Initializer initializer, boolean bias, boolean spectral) {
    this.units = units;
    this.initializer = initializer;
    this.bias = bias;
    this.spectral = spectral;
  }

  /** How the weight begins; the default is {@link Initializer#xavier()}. */
  public Dense initializer(Initializer choice) {
    return new Dense(units, choice, bias, spectral);
  }

  /** Without a bias, as before a normalisation that has its own. */
  public Dense withoutBias() {
    return new Dense(units, initializer, false, spectral);
  }

  /** With the weight divided by its largest singular value, for critics (Miyato et al. 2018). */
  public Dense spectralNorm() {
    return new Dense(units, initializer, bias, true);
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (input.getRank() < 2 || input.dim(-1) == Shape.N) {
      throw new FigmentException("a dense layer takes [N, ..., inputs], not " + input)
          .at(scope.getPath());
    }
    int inputs = input.dim(-1);
    Variable variable = scope.weight("weight", initializer, inputs, units, inputs, units);
    Weight weight = spectral ? Weight.spectral(scope, variable, 1) : Weight.plain(variable);
    if (!bias) {
      return Network.of(scope, input, (x, mode) -> Affine.map(x, weight.read(x.graph(), mode)));
    }
    Variable offset = scope.weight("bias", Initializer.zeros(), inputs, units, units);
    return Network.of(
        scope,
        input,
        (x, mode) -> Affine.map(x, weight.read(x.graph(), mode)).plus(x.graph().read(offset)));
  }

  @Override
  public String toString() {
    return "dense(" + units + ")" + (spectral ? ".spectralNorm()" : "");
  }
}
