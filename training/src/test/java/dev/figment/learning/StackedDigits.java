package dev.figment.learning;

import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.metric.ModeCount;
import dev.figment.model.TrainedClassifier;
import dev.figment.model.TrainedGan;

/**
 * Stacked MNIST (Srivastava et al. 2017, section 4.2): each colour of an image is a random digit,
 * which makes 1,000 equally frequent modes.
 */
final class StackedDigits extends Dataset {
  private static final int CHANNELS = 3;
  private static final int CLASSES = 10;
  private static final int PART = 500;

  private final Dataset digits;
  private final int size;
  private final long seed;

  StackedDigits(Dataset digits, int size, long seed) {
    this.digits = digits;
    this.size = size;
    this.seed = seed;
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public Shape getExampleShape() {
    return digits.getExampleShape().withDim(0, CHANNELS);
  }

  @Override
  public PixelRange getRange() {
    return digits.getRange();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    Philox random = Philox.stream(seed, "stacked digits", index);
    int plane = digits.getExampleShape().getSize();
    for (int channel = 0; channel < CHANNELS; channel++) {
      digits.read(random.nextInt(digits.getSize()), target, offset + channel * plane);
    }
  }

  /** Reads a label in each colour of this many generated images, and counts the combinations. */
  static ModeCount count(TrainedGan gan, TrainedClassifier classifier, int samples) {
    int[][] labels = new int[CHANNELS][samples];
    for (int from = 0; from < samples; from += PART) {
      int count = Math.min(PART, samples - from);
      NdArray images = gan.generate(gan.latents(count, from));
      NdArray planes =
          images.reshape(count * CHANNELS, 1, images.getShape().dim(2), images.getShape().dim(3));
      int[] read = classifier.extract(planes).getLabels();
      for (int i = 0; i < read.length; i++) {
        labels[i % CHANNELS][from + i / CHANNELS] = read[i];
      }
    }
    return ModeCount.stacked(CLASSES, labels);
  }
}
