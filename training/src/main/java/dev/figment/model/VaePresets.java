package dev.figment.model;

import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.crop;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.silu;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upConv;

import dev.figment.Shape;
import dev.figment.nn.Layer;
import java.util.ArrayList;
import java.util.List;

/** The networks of the VAE presets. */
final class VaePresets {
  /** Channels are doubled at most to this. */
  private static final int WIDEST = 256;

  /** Units of the dense layer between convolutions and latent. */
  static final int HIDDEN = 256;

  private VaePresets() {}

  static Layer denseEncoder(int... hidden) {
    List<Layer> layers = new ArrayList<>();
    layers.add(flatten());
    for (int units : hidden) {
      layers.add(dense(units));
      layers.add(relu());
    }
    return stack(layers);
  }

  static Layer denseDecoder(Shape example, int... hidden) {
    List<Layer> layers = new ArrayList<>();
    for (int i = hidden.length - 1; i >= 0; i--) {
      layers.add(dense(hidden[i]));
      layers.add(relu());
    }
    layers.add(dense(example.getSize()));
    return stack(layers);
  }

  static Layer convolutionalEncoder(Shape example, int width, int hidden) {
    List<Layer> layers = new ArrayList<>();
    for (int level = 0; level < Halvings.count(example); level++) {
      layers.add(conv(channels(width, level)).halving());
      layers.add(silu());
    }
    layers.add(flatten());
    layers.add(dense(hidden));
    layers.add(silu());
    return stack(layers);
  }

  static Layer convolutionalDecoder(Shape example, int width, int hidden) {
    int levels = Halvings.count(example);
    int height = Halvings.of(example.dim(1), levels);
    int columns = Halvings.of(example.dim(2), levels);
    int channels = channels(width, levels - 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(dense(hidden));
    layers.add(silu());
    layers.add(dense(channels * height * columns));
    layers.add(silu());
    layers.add(reshape(channels, height, columns));
    for (int level = levels - 2; level >= 0; level--) {
      layers.add(upConv(channels(width, level)).doubling());
      layers.add(silu());
    }
    layers.add(upConv(example.dim(0)).doubling());
    if (height << levels != example.dim(1) || columns << levels != example.dim(2)) {
      layers.add(crop(example.dim(1), example.dim(2)));
    }
    return stack(layers);
  }

  private static int channels(int width, int level) {
    return Math.min(WIDEST, width << level);
  }
}
