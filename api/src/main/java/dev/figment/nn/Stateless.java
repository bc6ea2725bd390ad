package dev.figment.nn;

import dev.figment.Shape;

/** A layer without variables. */
final class Stateless extends Layer {
  private final String name;
  private final Network.Forward forward;

  Stateless(String name, Network.Forward forward) {
    this.name = name;
    this.forward = forward;
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    return Network.of(scope, input, forward);
  }

  @Override
  public String toString() {
    return name;
  }
}
