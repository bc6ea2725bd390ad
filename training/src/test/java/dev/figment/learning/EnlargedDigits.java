package dev.figment.learning;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;

/** Square images of one channel enlarged to another size, linearly between pixel centres. */
final class EnlargedDigits extends Dataset {
  private final Dataset digits;
  private final int from;
  private final int side;

  EnlargedDigits(Dataset digits, int side) {
    this.digits = digits;
    from = digits.getExampleShape().dim(-1);
    this.side = side;
  }

  @Override
  public int getSize() {
    return digits.getSize();
  }

  @Override
  public Shape getExampleShape() {
    return Shape.of(1, side, side);
  }

  @Override
  public PixelRange getRange() {
    return digits.getRange();
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return digits.isSameInEveryEpoch();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    float[] image = new float[from * from];
    digits.read(index, image, 0);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        target[offset + y * side + x] = between(image, place(y), place(x));
      }
    }
  }

  /** Where the centre of an enlarged pixel lies in the image, within the centres of its own. */
  private float place(int pixel) {
    float place = (pixel + 0.5f) * from / side - 0.5f;
    return Math.max(0, Math.min(from - 1, place));
  }

  private float between(float[] image, float y, float x) {
    int top = Math.min(from - 2, (int) y);
    int left = Math.min(from - 2, (int) x);
    int corner = top * from + left;
    float upper = mix(image[corner], image[corner + 1], x - left);
    float lower = mix(image[corner + from], image[corner + from + 1], x - left);
    return mix(upper, lower, y - top);
  }

  private static float mix(float first, float second, float share) {
    return first + (second - first) * share;
  }
}
