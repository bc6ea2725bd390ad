package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers one after another. */
final class Stack extends Layer {
  private final List<Layer> layers;

  Stack(List<Layer> layers) {
    this.layers = Collections.unmodifiableList(new ArrayList<>(layers));
  }

  @Override
  public Network bind(Scope scope, Shape input) {
    List<Network> bound = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        Network next = layers.get(i).bind(scope.child((i + 1) + " " + layers.get(i)), shape);
        bound.add(next);
        shape = next.getOutputShape();
      } catch (FigmentException error) {
        if (i == 0 || layers.get(i) instanceof Stack) {
          throw error;
        }
        throw new FigmentException(
            error,
            String.valueOf(error.getMessage()),
            "the layer before it is " + layers.get(i - 1) + ", giving " + shape);
      }
    }
    return Network.of(
        scope,
        input,
        (x, mode) -> {
          Tensor y = x;
          for (Network network : bound) {
            y = network.forward(y, mode);
          }
          return y;
        });
  }

  @Override
  public @Nullable PixelRange range(@Nullable PixelRange input) {
    PixelRange range = input;
    for (Layer layer : layers) {
      range = layer.range(range);
    }
    return range;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("stack(");
    for (Layer layer : layers) {
      text.append(text.length() > 6 ? ", " : "").append(layer);
    }
    return text.append(")").toString();
  }
}
