package dev.figment.samples.run;

import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.Latent;
import java.util.List;

/** Images and their latents, with their labels if the autoencoder takes labels. */
public final class Encoding {
  private final Autoencoder autoencoder;
  private final List<Pixels> originals;
  private final int[] labels;
  private final List<Latent> latents;

  private Encoding(Autoencoder autoencoder, List<Pixels> originals, int[] labels) {
    this.autoencoder = autoencoder;
    this.originals = originals;
    this.labels = labels;
    this.latents =
        isConditional() ? autoencoder.encode(originals, labels) : autoencoder.encode(originals);
  }

  /**
   * Encodes images.
   *
   * @param labels one for each; not looked at if the autoencoder takes none
   */
  public static Encoding of(Autoencoder autoencoder, List<Pixels> originals, int[] labels) {
    return new Encoding(autoencoder, originals, labels);
  }

  /** Encodes a data set. */
  static Encoding of(Autoencoder autoencoder, Dataset dataset) {
    int[] labels = new int[dataset.hasLabels() ? dataset.getSize() : 0];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = dataset.label(i);
    }
    return of(autoencoder, Pictures.of(dataset), labels);
  }

  private boolean isConditional() {
    return !autoencoder.getLabelNames().isEmpty();
  }

  List<Pixels> originals() {
    return originals;
  }

  /** What the decoder makes of the latents' means. */
  public List<Pixels> reconstructions() {
    return isConditional()
        ? autoencoder.decode(latents, labels)
        : autoencoder.decode(latents.toArray(new Latent[0]));
  }

  /**
   * Images on the line from one latent to another, both ends included, with the label of the first;
   * images are counted again from 0 behind the last.
   */
  public List<Pixels> between(int from, int to, int steps) {
    float[] first = latents.get(from % latents.size()).getMean();
    float[] last = latents.get(to % latents.size()).getMean();
    return isConditional()
        ? autoencoder.interpolate(first, last, steps, labels[from % latents.size()])
        : autoencoder.interpolate(first, last, steps);
  }
}
