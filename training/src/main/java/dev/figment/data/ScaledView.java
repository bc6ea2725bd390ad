package dev.figment.data;

import dev.figment.PixelRange;

/** A data set whose numbers are moved from one range to another. */
final class ScaledView extends View {
  private final PixelRange range;
  private final int length;

  ScaledView(Dataset source, PixelRange range) {
    super(source);
    this.range = range;
    this.length = source.getExampleShape().getSize();
  }

  @Override
  public PixelRange getRange() {
    return range;
  }

  @Override
  public Dataset scaledTo(PixelRange wanted) {
    return source.scaledTo(wanted);
  }

  @Override
  public void read(int index, float[] target, int offset) {
    source.read(index, target, offset);
    scale(target, offset);
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, index, target, offset);
    scale(target, offset);
  }

  private void scale(float[] target, int offset) {
    PixelRange from = source.getRange();
    float factor = (range.getWhite() - range.getBlack()) / (from.getWhite() - from.getBlack());
    for (int i = offset; i < offset + length; i++) {
      target[i] = range.getBlack() + (target[i] - from.getBlack()) * factor;
    }
  }
}
