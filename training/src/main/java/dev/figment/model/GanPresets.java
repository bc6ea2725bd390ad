package dev.figment.model;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.crop;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.layerNorm;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static dev.figment.nn.Layers.upConv;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.nn.Convolution;
import dev.figment.nn.Initializer;
import dev.figment.nn.Layer;
import java.util.ArrayList;
import java.util.List;

/** The networks of the GAN presets. */
final class GanPresets {
  private static final int MOST_DOUBLINGS = 3;
  private static final double SLOPE = 0.2;

  /** The side of the smallest maps. */
  private static final int SMALLEST = 4;

  private GanPresets() {}

  static Layer denseGenerator(Shape example, PixelRange range, int... hidden) {
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      layers.add(dense(units));
      layers.add(leakyRelu(SLOPE));
    }
    layers.add(dense(example.getSize()));
    layers.add(bound(range));
    layers.add(reshape(example.toArray()));
    return stack(layers);
  }

  static CriticPlan denseCritic(int... hidden) {
    return denseCritic(false, hidden);
  }

  /** The same with layer norm behind each linear map, which gives features a scale. */
  static CriticPlan normalisedDenseCritic(int... hidden) {
    return denseCritic(true, hidden);
  }

  private static CriticPlan denseCritic(boolean normalised, int... hidden) {
    List<Layer> layers = new ArrayList<>();
    layers.add(flatten());
    for (int i = hidden.length - 1; i >= 0; i--) {
      layers.add(dense(hidden[i]));
      if (normalised) {
        layers.add(layerNorm());
      }
      layers.add(leakyRelu(SLOPE));
    }
    return CriticPlan.preset(slopes -> stack(layers), Initializer.xavier());
  }

  /**
   * DCGAN's generator (Radford et al. 2016) with channels {@code width} before the image. Like the
   * paper's it begins with 4 x 4 places; where a size is odd it doubles and crops.
   */
  static Layer convolutionalGenerator(Shape example, PixelRange range, int width) {
    int levels = Halvings.count(example, SMALLEST);
    int height = Halvings.of(example.dim(1), levels);
    int columns = Halvings.of(example.dim(2), levels);
    int channels = channels(width, levels - 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(dense(channels * height * columns).initializer(small()).withoutBias());
    layers.add(reshape(channels, height, columns));
    layers.add(batchNorm());
    layers.add(relu());
    for (int level = levels - 1; level > 0; level--) {
      layers.add(upConv(channels(width, level - 1)).doubling().initializer(small()).withoutBias());
      cropTo(example, level, layers);
      layers.add(batchNorm());
      layers.add(relu());
    }
    layers.add(upConv(example.dim(0)).doubling().initializer(small()));
    cropTo(example, 0, layers);
    layers.add(bound(range));
    return stack(layers);
  }

  /** Crops what was doubled to the size after so many halvings, where that is odd. */
  private static void cropTo(Shape example, int level, List<Layer> layers) {
    int height = Halvings.of(example.dim(1), level);
    int columns = Halvings.of(example.dim(2), level);
    if (height % 2 == 1 || columns % 2 == 1) {
      layers.add(crop(height, columns));
    }
  }

  /**
   * DCGAN's critic with channels {@code width} after the first layer; where its slopes are
   * penalised layer norm takes the place of batch norm. Batch norm takes away what a bias before it
   * adds, so that there is none.
   */
  static CriticPlan convolutionalCritic(Shape example, int width) {
    Layer mixing = convolutions(example, width, batchNorm(), false, small());
    Layer apart = convolutions(example, width, layerNorm(), true, small());
    return CriticPlan.preset(slopes -> slopes ? apart : mixing, small());
  }

  /** The same with layer norm in any case, and weights that begin larger: slower to learn. */
  static CriticPlan normalisedConvolutionalCritic(Shape example, int width) {
    Layer body = convolutions(example, width, layerNorm(), true, Initializer.xavier());
    return CriticPlan.preset(slopes -> body, Initializer.xavier());
  }

  private static Layer convolutions(
      Shape example, int width, Layer normalisation, boolean bias, Initializer initializer) {
    List<Layer> layers = new ArrayList<>();
    for (int level = 0; level < Halvings.count(example, SMALLEST); level++) {
      int filters = channels(width, level);
      Convolution conv = conv(filters).kernel(4).stride(2).padding(1).initializer(initializer);
      layers.add(level == 0 || bias ? conv : conv.withoutBias());
      if (level > 0) {
        layers.add(normalisation);
      }
      layers.add(leakyRelu(SLOPE));
    }
    layers.add(flatten());
    return stack(layers);
  }

  static Layer bound(PixelRange range) {
    return range == PixelRange.SIGNED ? tanh() : sigmoid();
  }

  private static Initializer small() {
    return Initializer.normal(0.02);
  }

  private static int channels(int width, int level) {
    return width << Math.min(level, MOST_DOUBLINGS);
  }
}
