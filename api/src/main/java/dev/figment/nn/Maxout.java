package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.Shape;

/**
 * The largest of several linear maps, for each unit apart (Goodfellow et al. 2013, section 2):
 * {@code [N, ..., inputs]} to {@code [N, ..., units]}.
 */
public final class Maxout extends Layer {
  private final int units;
  private final int pieces;
  private final Initializer initializer;

  Maxout(int units, int pieces, Initializer initializer) {
    this.units = units;
    this.pieces = pieces;
    this.initializer = initializer;
  }

  /** How the weights of the linear maps begin; the default is {@link Initializer#xavier()}. */
  public Maxout initializer(Initializer choice) {
    return new Maxout(units, pieces, choice);
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    if (units < 1 || pieces < 2) {
      throw new FigmentException(
              this + " needs at least 1 unit and 2 pieces",
              "of one piece it is dense(" + units + ")")
          .at(scope.getPath());
    }
    Network maps = Layers.dense(units * pieces).initializer(initializer).bind(scope, input);
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Shape outer = x.getShape().slice(0, input.getRank() - 1);
          return maps.forward(x, mode).reshape(outer.plus(Shape.of(pieces, units))).maximum(-2);
        });
  }

  @Override
  public String toString() {
    return "maxout(" + units + ", " + pieces + ")";
  }
}
