package dev.figment.samples.run.compare;

import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.model.Projection;
import dev.figment.model.TrainedGan;
import dev.figment.model.TrainedModel;
import dev.figment.model.TrainedVae;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes given images again by searching for their latents, as any model can, damaged images too:
 * what the generator or decoder has learned fills in what is not known.
 */
final class Rebuilder {
  private static final int STEPS = 100;

  private final TrainedModel model;
  private final PixelRange range;

  /** A search with a model that takes pixels in a range. */
  Rebuilder(TrainedModel model, PixelRange range) {
    this.model = model;
    this.range = range;
  }

  /** How it is done, for people. */
  static String how() {
    return "by searching for their latents, " + STEPS + " steps of gradient descent";
  }

  /** Images made again. */
  List<Pixels> rebuild(List<Pixels> images) {
    return find(images, false);
  }

  /** Images whose lower half is filled in. */
  List<Pixels> fill(List<Pixels> halved) {
    return Restoration.joined(halved, find(halved, true));
  }

  private List<Pixels> find(List<Pixels> images, boolean upperOnly) {
    Shape shape = images.get(0).getShape();
    float[] values = new float[images.size() * shape.getSize()];
    float[] known = new float[values.length];
    for (int i = 0; i < images.size(); i++) {
      images.get(i).toFloats(values, i * shape.getSize(), range);
    }
    for (int i = 0; i < known.length; i++) {
      boolean hidden = upperOnly && Restoration.isLower(images.get(0), i % shape.getSize());
      known[i] = hidden ? 0 : 1;
    }
    Shape all = shape.behind(images.size());
    return find(NdArray.of(values, all), NdArray.of(known, all));
  }

  private List<Pixels> find(NdArray images, NdArray known) {
    if (model instanceof TrainedVae) {
      TrainedVae vae = (TrainedVae) model;
      return vae.decode(vae.project(images, known, null, STEPS, 1).getLatents());
    }
    TrainedGan gan = (TrainedGan) model;
    Projection found = gan.project(images, known, null, STEPS, 1);
    return pixels(gan.generate(found.getLatents()));
  }

  private List<Pixels> pixels(NdArray made) {
    Shape shape = made.getShape();
    int size = made.getSize() / shape.dim(0);
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < shape.dim(0); i++) {
      images.add(
          Pixels.fromFloats(
              made.floats(), i * size, shape.dim(1), shape.dim(2), shape.dim(3), range));
    }
    return images;
  }
}
