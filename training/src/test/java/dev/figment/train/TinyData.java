package dev.figment.train;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;

/** Small images that can be learned in moments: bars on a field of 4 x 4. */
public final class TinyData {
  private TinyData() {}

  /** The same with two labels: 0 for horizontal bars, 1 for vertical ones. */
  public static Dataset labelledBars(int count) {
    int[] labels = new int[count];
    java.util.Arrays.setAll(labels, i -> i % 8 < 4 ? 0 : 1);
    return bars(count).withLabels(labels, java.util.List.of("horizontal", "vertical"));
  }

  /** {@code count} images [1, 4, 4], each with one horizontal or vertical bar, slightly grey. */
  public static Dataset bars(int count) {
    return new Dataset() {
      @Override
      public int getSize() {
        return count;
      }

      @Override
      public Shape getExampleShape() {
        return Shape.of(1, 4, 4);
      }

      @Override
      public PixelRange getRange() {
        return PixelRange.UNIT;
      }

      @Override
      public boolean isSameInEveryEpoch() {
        return true;
      }

      @Override
      public void read(int index, float[] target, int offset) {
        int bar = index % 8;
        for (int i = 0; i < 16; i++) {
          boolean on = bar < 4 ? i / 4 == bar : i % 4 == bar - 4;
          target[offset + i] = on ? 1 - index % 3 * 0.05f : 0.02f * (index % 5);
        }
      }
    };
  }
}
