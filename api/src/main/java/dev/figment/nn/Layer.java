package dev.figment.nn;

import dev.figment.PixelRange;
import dev.figment.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An immutable description of a part of a network, for example {@code conv(64).halving()}.
 *
 * <p>A layer holds no numbers. {@link #bind} makes its variables for an input shape and gives a
 * {@link Network}. A layer of one's own extends this class, or is made with {@link Layers#layer}.
 */
public abstract class Layer {
  /**
   * Binds the layer to new variables.
   *
   * @param scope names and collects the variables
   * @param input the shape that will come in, {@code [N, ...]} with a free batch
   * @throws dev.figment.FigmentException if the layer cannot take that shape
   */
  public abstract Network bind(Scope scope, Shape input);

  /**
   * The range that the layer's numbers cannot leave, null where they can be any: UNIT after
   * sigmoid(), SIGNED after tanh(), the input's where a layer only moves numbers. Networks that
   * make images are compared with their data by it.
   *
   * @param input the range of what comes in
   */
  public @Nullable PixelRange range(@Nullable PixelRange input) {
    return null;
  }

  /** The layer as it is written in code, for example {@code dense(400)}. */
  @Override
  public abstract String toString();
}
