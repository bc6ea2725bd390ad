package dev.figment.model;

import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.stack;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.nn.Layer;
import java.util.ArrayList;
import java.util.List;

/** The networks of classifier presets. */
final class ClassifierPresets {
  /** Halving ends when a side is at most this. */
  private static final int SMALLEST = 7;

  /** Channels are doubled at most to this. */
  private static final int WIDEST = 256;

  private static final int FEATURES = 128;

  private ClassifierPresets() {}

  static Layer convolutional(Shape example, int width) {
    if (example.getRank() != 3 || Math.min(example.dim(1), example.dim(2)) <= SMALLEST) {
      throw new FigmentException(
          "the convolutional classifier takes images [C, H, W] with sides of at least "
              + (SMALLEST + 1)
              + ", not "
              + example,
          "use ImageClassifier.of(network), or larger images");
    }
    List<Layer> layers = new ArrayList<>();
    int channels = width;
    int side = Math.min(example.dim(1), example.dim(2));
    for (; side > SMALLEST; side = (side + 1) / 2) {
      layers.add(conv(channels).kernel(5).stride(2));
      layers.add(relu());
      channels = Math.min(WIDEST, 2 * channels);
    }
    layers.add(flatten());
    layers.add(dense(FEATURES));
    layers.add(relu());
    return stack(layers);
  }
}
