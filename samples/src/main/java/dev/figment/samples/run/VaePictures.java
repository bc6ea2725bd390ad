package dev.figment.samples.run;

import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.report.ImageGrid;
import java.util.ArrayList;
import java.util.List;

/** Pictures of what an exported VAE can do. */
final class VaePictures {
  private static final int SAMPLES = 64;
  private static final int COLUMNS = 12;
  private static final int STRIPS = 4;

  private final ImageGrid samples;
  private final ImageGrid reconstructions;
  private final ImageGrid interpolation;

  private VaePictures(ImageGrid samples, ImageGrid reconstructions, ImageGrid interpolation) {
    this.samples = samples;
    this.reconstructions = reconstructions;
    this.interpolation = interpolation;
  }

  static VaePictures of(Autoencoder autoencoder, Dataset test, long seed) {
    List<Pixels> originals = Pictures.few(test, COLUMNS);
    List<List<Pixels>> strips = new ArrayList<>();
    for (int i = 0; i < STRIPS; i++) {
      Pixels from = originals.get((2 * i) % originals.size());
      Pixels to = originals.get((2 * i + 1) % originals.size());
      strips.add(autoencoder.interpolate(from, to, COLUMNS));
    }
    return new VaePictures(
        Pictures.square(autoencoder.sample(SAMPLES, seed)).columns(16),
        Pictures.grid(List.of(originals, autoencoder.reconstruct(originals))),
        Pictures.grid(strips));
  }

  void write(ModelDirectory directory) {
    samples.writePng(directory.file("samples.png"));
    reconstructions.writePng(directory.file("reconstructions.png"));
    interpolation.writePng(directory.file("interpolation.png"));
  }

  ImageGrid samples() {
    return samples;
  }

  ImageGrid reconstructions() {
    return reconstructions;
  }

  ImageGrid interpolation() {
    return interpolation;
  }
}
