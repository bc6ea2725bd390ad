package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A data set of characters that are drawn when first read, and kept. */
final class GlyphDataset extends Dataset {
  private static final Shape SHAPE = Shape.of(1, GlyphPen.SIDE, GlyphPen.SIDE);
  private static final ThreadLocal<GlyphPen> PEN = ThreadLocal.withInitial(GlyphPen::new);

  private final GlyphShape[][] shapes;
  private final List<String> names;
  private final long seed;
  private final AtomicReferenceArray<byte[]> drawn;

  GlyphDataset(GlyphShape[][] shapes, List<String> names, int count, long seed) {
    this.shapes = shapes;
    this.names = names;
    this.seed = seed;
    this.drawn = new AtomicReferenceArray<>(count);
  }

  @Override
  public int getSize() {
    return drawn.length();
  }

  @Override
  public Shape getExampleShape() {
    return SHAPE;
  }

  @Override
  public PixelRange getRange() {
    return PixelRange.UNIT;
  }

  @Override
  public List<String> getLabelNames() {
    return names;
  }

  @Override
  public int label(int index) {
    check(index);
    return index % shapes.length;
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return true;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    check(index);
    byte[] image = drawn.get(index);
    if (image == null) {
      // Two threads may draw the same image at once; both draw the same.
      image = new byte[GlyphPen.SIDE * GlyphPen.SIDE];
      PEN.get().draw(shapes[label(index)], Philox.stream(seed, "glyph", index), image);
      drawn.set(index, image);
    }
    for (int i = 0; i < image.length; i++) {
      target[offset + i] = PixelRange.UNIT.fromByte(image[i] & 0xff);
    }
  }

  private void check(int index) {
    if (index < 0 || index >= getSize()) {
      throw new FigmentException(
          "a data set of " + getSize() + " examples has no example " + index);
    }
  }
}
