package dev.figment.samples.run.compare;

import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.samples.run.Pictures;
import java.util.ArrayList;
import java.util.List;

/** Damaged images, and how far restored ones are from what they were. */
final class Restoration {
  /** The standard deviation of the noise, where white is 255. */
  static final double NOISE = 0.3 * 255;

  private Restoration() {}

  /** Images with normal noise, clipped. */
  static List<Pixels> noisy(List<Pixels> images) {
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      byte[] samples = images.get(i).samples().clone();
      float[] noise = new float[samples.length];
      Philox.stream(1, "noisy", i).fillNormal(noise);
      for (int j = 0; j < samples.length; j++) {
        double value = (samples[j] & 0xff) + NOISE * noise[j];
        samples[j] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
      result.add(like(images.get(i), samples));
    }
    return result;
  }

  /** The upper halves of images over the lower halves of others. */
  static List<Pixels> joined(List<Pixels> upper, List<Pixels> lower) {
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < upper.size(); i++) {
      byte[] samples = upper.get(i).samples().clone();
      for (int j = 0; j < samples.length; j++) {
        samples[j] = isLower(upper.get(i), j) ? lower.get(i).samples()[j] : samples[j];
      }
      result.add(like(upper.get(i), samples));
    }
    return result;
  }

  /** Images whose lower half is grey. */
  static List<Pixels> halved(List<Pixels> images) {
    return joined(images, images.stream().map(Restoration::grey).toList());
  }

  private static Pixels grey(Pixels image) {
    byte[] samples = new byte[image.samples().length];
    java.util.Arrays.fill(samples, (byte) 128);
    return like(image, samples);
  }

  /** The mean squared difference, white being 1, of all pixels. */
  static double error(List<Pixels> images, List<Pixels> originals) {
    double sum = 0;
    for (int i = 0; i < images.size(); i++) {
      sum += Pictures.meanSquaredError(images.get(i), originals.get(i));
    }
    return sum / images.size();
  }

  /** The same of the lower halves alone. */
  static double lowerError(List<Pixels> images, List<Pixels> originals) {
    int below = 0;
    int all = originals.get(0).samples().length;
    for (int j = 0; j < all; j++) {
      below += isLower(originals.get(0), j) ? 1 : 0;
    }
    return error(joined(originals, images), originals) * all / below;
  }

  /** Whether a sample belongs to the lower half. */
  static boolean isLower(Pixels image, int sample) {
    return sample / image.getWidth() % image.getHeight() >= image.getHeight() / 2;
  }

  private static Pixels like(Pixels image, byte[] samples) {
    return Pixels.of(image.getChannels(), image.getHeight(), image.getWidth(), samples);
  }
}
