package dev.figment.model;

import static dev.figment.nn.Layers.averagePool;
import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.crop;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.globalAveragePool;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.residual;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upsample;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.nn.Convolution;
import dev.figment.nn.Initializer;
import dev.figment.nn.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual generators and critics, as in WGAN-GP (Gulrajani et al. 2017, appendix F) and SNGAN
 * (Miyato et al. 2018, appendix B.1): all blocks have the same number of channels.
 */
final class ResidualPresets {
  private ResidualPresets() {}

  static Layer generator(Shape example, PixelRange range, int width) {
    int levels = Halvings.count(example);
    int height = Halvings.of(example.dim(1), levels);
    int columns = Halvings.of(example.dim(2), levels);
    List<Layer> layers = new ArrayList<>();
    layers.add(dense(width * height * columns));
    layers.add(reshape(width, height, columns));
    for (int level = 0; level < levels; level++) {
      Layer body =
          stack(batchNorm(), relu(), upsample(2), conv(width), batchNorm(), relu(), conv(width));
      // The same numbers as those of a convolution behind it, of a quarter of the pixels.
      layers.add(residual(body, stack(conv(width).kernel(1), upsample(2))));
    }
    layers.add(batchNorm());
    layers.add(relu());
    layers.add(conv(example.dim(0)).initializer(Initializer.xavier()));
    if (height << levels != example.dim(1) || columns << levels != example.dim(2)) {
      layers.add(crop(example.dim(1), example.dim(2)));
    }
    layers.add(GanPresets.bound(range));
    return stack(layers);
  }

  /** Halved as long as the sides are even, so that the windows of the pooling fill the image. */
  static CriticPlan critic(Shape example, int width) {
    int levels = Halvings.count(example);
    CriticPlan plan =
        CriticPlan.preset(slopes -> body(example, width, levels, !slopes), Initializer.xavier());
    return plan.spectralWithoutSlopes();
  }

  private static Layer body(Shape example, int width, int levels, boolean spectral) {
    List<Layer> layers = new ArrayList<>();
    int height = example.dim(1);
    int columns = example.dim(2);
    for (int level = 0; level < levels; level++) {
      boolean halves = height % 2 == 0 && columns % 2 == 0;
      layers.add(block(width, level == 0, halves, spectral));
      height = halves ? height / 2 : height;
      columns = halves ? columns / 2 : columns;
    }
    layers.add(block(width, false, false, spectral));
    layers.add(relu());
    layers.add(globalAveragePool());
    return stack(layers);
  }

  /** Two convolutions, with a halving at the end; the first block begins with the image itself. */
  private static Layer block(int width, boolean first, boolean halves, boolean spectral) {
    List<Layer> body = new ArrayList<>();
    if (!first) {
      body.add(relu());
    }
    body.add(held(conv(width), spectral));
    body.add(relu());
    body.add(held(conv(width), spectral));
    List<Layer> shortcut = new ArrayList<>();
    if (halves) {
      body.add(averagePool(2));
      shortcut.add(averagePool(2));
    }
    if (first) {
      shortcut.add(held(conv(width).kernel(1), spectral));
    }
    return shortcut.isEmpty() ? residual(stack(body)) : residual(stack(body), stack(shortcut));
  }

  private static Layer held(Convolution layer, boolean spectral) {
    return spectral ? layer.spectralNorm() : layer;
  }
}
