package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import org.jspecify.annotations.Nullable;

/** Some examples of a data set: a range of its order, or of another order. */
final class SelectedView extends View {
  private final int from;
  private final int size;
  private final int @Nullable [] order;

  SelectedView(Dataset source, int from, int size, int @Nullable [] order) {
    super(source);
    this.from = from;
    this.size = size;
    this.order = order;
  }

  private int sourceIndex(int index) {
    if (index < 0 || index >= size) {
      throw new FigmentException("a data set of " + size + " examples has no example " + index);
    }
    return order == null ? from + index : order[from + index];
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public int label(int index) {
    return source.label(sourceIndex(index));
  }

  @Override
  public Dataset scaledTo(PixelRange range) {
    return range == getRange() ? this : new SelectedView(source.scaledTo(range), from, size, order);
  }

  @Override
  public void read(int index, float[] target, int offset) {
    source.read(sourceIndex(index), target, offset);
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, sourceIndex(index), target, offset);
  }
}
