package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;
import org.jspecify.annotations.Nullable;

/** What a layer makes of the input, added to it or to a shortcut of it (He et al. 2016). */
final class Residual extends Layer {
  private final Layer body;
  private final @Nullable Layer shortcut;

  /** With the input itself if there is no shortcut. */
  Residual(Layer body, @Nullable Layer shortcut) {
    this.body = body;
    this.shortcut = shortcut;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    Network inner = body.bind(scope.child("residual"), input);
    Network around = shortcut == null ? null : shortcut.bind(scope.child("shortcut"), input);
    Shape beside = around == null ? input : around.getOutputShape();
    if (!inner.getOutputShape().equals(beside)) {
      throw new FigmentException(
              "the body of a residual makes "
                  + inner.getOutputShape()
                  + " of "
                  + input
                  + (around == null ? "" : ", the shortcut " + beside),
              around == null
                  ? "both must be equal; end the body with as many channels as come in"
                  : "both must be equal")
          .at(scope.getPath());
    }
    return Network.of(
        scope,
        input,
        (x, mode) -> (around == null ? x : around.forward(x, mode)).plus(inner.forward(x, mode)));
  }

  @Override
  public String toString() {
    return "residual(" + body + (shortcut == null ? "" : ", " + shortcut) + ")";
  }
}
