package dev.figment.data;

import dev.figment.Philox;

/** A data set whose numbers were made black or white by chance, once. */
final class BinarizedView extends View {
  private static final Augmentation BINARIZATION = new Binarization();

  private final long seed;

  BinarizedView(Dataset source, long seed) {
    super(source);
    this.seed = seed;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    source.read(index, target, offset);
    binarize(index, target, offset);
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, index, target, offset);
    binarize(index, target, offset);
  }

  private void binarize(int index, float[] target, int offset) {
    Philox random = Philox.stream(seed, "binarization", index);
    BINARIZATION.augment(target, offset, getExampleShape(), getRange(), random);
  }
}
