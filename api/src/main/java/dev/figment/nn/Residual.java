package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;

/** The input added to what a layer makes of it (He et al. 2016). */
final class Residual extends Layer {
  private final Layer body;

  Residual(Layer body) {
    this.body = body;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    Network inner = body.bind(scope.child("residual"), input);
    if (!inner.getOutputShape().equals(input)) {
      throw new FigmentException(
              "the body of a residual makes " + inner.getOutputShape() + " of " + input,
              "both must be equal; end the body with as many channels as come in")
          .at(scope.getPath());
    }
    return Network.of(scope, input, (x, mode) -> x.plus(inner.forward(x, mode)));
  }

  @Override
  public String toString() {
    return "residual(" + body + ")";
  }
}
