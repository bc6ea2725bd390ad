package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.List;

/** A data set whose pixels are bytes in memory; black is 0, white is 255. */
final class ByteDataset extends Dataset {
  private final ByteStore store;
  private final Shape shape;
  private final PixelRange range;
  private final Labels labels;
  private final float[] numbers = new float[256];

  ByteDataset(ByteStore store, Shape shape, PixelRange range, Labels labels) {
    if (store.size() == 0) {
      throw new FigmentException("a data set needs at least one example");
    }
    this.store = store;
    this.shape = shape;
    this.range = range;
    this.labels = labels;
    for (int i = 0; i < 256; i++) {
      numbers[i] = range.fromByte(i);
    }
  }

  @Override
  public int getSize() {
    return store.size();
  }

  @Override
  public Shape getExampleShape() {
    return shape;
  }

  @Override
  public PixelRange getRange() {
    return range;
  }

  @Override
  public List<String> getLabelNames() {
    return labels.names();
  }

  @Override
  public int label(int index) {
    return labels.get(index);
  }

  @Override
  public Dataset scaledTo(PixelRange wanted) {
    return wanted == range ? this : new ByteDataset(store, shape, wanted, labels);
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return true;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    byte[] bytes = store.chunk(index);
    int start = store.offset(index);
    for (int i = 0; i < store.exampleBytes(); i++) {
      target[offset + i] = numbers[bytes[start + i] & 0xff];
    }
  }
}
