package dev.figment.data;

import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.List;

/** A data set over another one; everything that a subclass leaves alone is the other's. */
abstract class View extends Dataset {
  final Dataset source;

  View(Dataset source) {
    this.source = source;
  }

  @Override
  public int getSize() {
    return source.getSize();
  }

  @Override
  public Shape getExampleShape() {
    return source.getExampleShape();
  }

  @Override
  public PixelRange getRange() {
    return source.getRange();
  }

  @Override
  public List<String> getLabelNames() {
    return source.getLabelNames();
  }

  @Override
  public int label(int index) {
    return source.label(index);
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return source.isSameInEveryEpoch();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    source.read(index, target, offset);
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, index, target, offset);
  }
}
