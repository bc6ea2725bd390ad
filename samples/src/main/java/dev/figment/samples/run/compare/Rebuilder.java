package dev.figment.samples.run.compare;

import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.infer.Autoencoder;
import dev.figment.model.TrainedGan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a model makes given images again: by its encoder, or by a search for their latents. */
abstract class Rebuilder {
  /** How it is done, for people. */
  abstract String how();

  /** Images made again. */
  abstract List<Pixels> rebuild(List<Pixels> images);

  /** Images whose lower half is filled in. */
  abstract List<Pixels> fill(List<Pixels> halved);

  /** By encoder and decoder. */
  static Rebuilder encoding(Autoencoder autoencoder) {
    return new Rebuilder() {
      @Override
      String how() {
        return "by its encoder";
      }

      @Override
      List<Pixels> rebuild(List<Pixels> images) {
        return autoencoder.reconstruct(images);
      }

      @Override
      List<Pixels> fill(List<Pixels> halved) {
        return Restoration.filled(halved, autoencoder::reconstruct);
      }
    };
  }

  /** By gradient descent in the latent space. */
  static Rebuilder searching(TrainedGan gan) {
    return new Search(gan);
  }

  private static final class Search extends Rebuilder {
    private static final int STEPS = 100;

    private final TrainedGan gan;

    Search(TrainedGan gan) {
      this.gan = gan;
    }

    @Override
    String how() {
      return "by searching for their latents, " + STEPS + " steps of gradient descent";
    }

    @Override
    List<Pixels> rebuild(List<Pixels> images) {
      NdArray values = values(images);
      float[] known = new float[values.getSize()];
      Arrays.fill(known, 1);
      return find(values, NdArray.of(known, values.getShape()));
    }

    @Override
    List<Pixels> fill(List<Pixels> halved) {
      NdArray values = values(halved);
      int size = values.getSize() / halved.size();
      float[] known = new float[values.getSize()];
      for (int i = 0; i < known.length; i++) {
        known[i] = Restoration.isLower(halved.get(0), i % size) ? 0 : 1;
      }
      return Restoration.joined(halved, find(values, NdArray.of(known, values.getShape())));
    }

    private List<Pixels> find(NdArray values, NdArray known) {
      NdArray made = gan.generate(gan.project(values, known, null, STEPS, 1).getLatents());
      Shape shape = made.getShape();
      List<Pixels> images = new ArrayList<>();
      for (int i = 0; i < shape.dim(0); i++) {
        int offset = i * made.getSize() / shape.dim(0);
        images.add(
            Pixels.fromFloats(
                made.floats(),
                offset,
                shape.dim(1),
                shape.dim(2),
                shape.dim(3),
                PixelRange.SIGNED));
      }
      return images;
    }

    private static NdArray values(List<Pixels> images) {
      Shape shape = images.get(0).getShape();
      float[] values = new float[images.size() * shape.getSize()];
      for (int i = 0; i < images.size(); i++) {
        images.get(i).toFloats(values, i * shape.getSize(), PixelRange.SIGNED);
      }
      return NdArray.of(values, shape.behind(images.size()));
    }
  }
}
