package dev.figment.nn;

import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A layer without variables. */
final class Stateless extends Layer {
  private final String name;
  private final Network.Forward forward;
  private final UnaryOperator<@Nullable PixelRange> range;

  Stateless(String name, Network.Forward forward) {
    this(name, forward, input -> null);
  }

  Stateless(String name, Network.Forward forward, UnaryOperator<@Nullable PixelRange> range) {
    this.name = name;
    this.forward = forward;
    this.range = range;
  }

  @Override
  public @Nullable PixelRange range(@Nullable PixelRange input) {
    return range.apply(input);
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
