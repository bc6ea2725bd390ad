package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.List;

/**
 * Every image in four positions, labelled by them: 0, 90, 180 and 270 degrees clockwise; upright,
 * by 180 degrees, and the mirror images of both if height and width differ.
 */
final class TurnedView extends View {
  private static final int POSITIONS = 4;
  private static final List<String> TURNS =
      List.of("0 degrees", "90 degrees", "180 degrees", "270 degrees");
  private static final List<String> MIRRORED =
      List.of("upright", "180 degrees", "mirrored", "180 degrees, mirrored");

  private final int channels;
  private final int height;
  private final int width;

  TurnedView(Dataset source) {
    super(source);
    Shape shape = source.getExampleShape();
    if (shape.getRank() != 3) {
      throw new FigmentException(
          "examples of " + shape + " cannot be turned", "only images [C, H, W] can");
    }
    channels = shape.dim(0);
    height = shape.dim(1);
    width = shape.dim(2);
  }

  @Override
  public int getSize() {
    return Math.multiplyExact(POSITIONS, source.getSize());
  }

  @Override
  public List<String> getLabelNames() {
    return height == width ? TURNS : MIRRORED;
  }

  @Override
  public int label(int index) {
    return index % POSITIONS;
  }

  @Override
  public Dataset scaledTo(PixelRange range) {
    return range == getRange() ? this : new TurnedView(source.scaledTo(range));
  }

  @Override
  public void read(int index, float[] target, int offset) {
    source.read(index / POSITIONS, target, offset);
    place(label(index), target, offset);
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, index / POSITIONS, target, offset);
    place(label(index), target, offset);
  }

  private void place(int position, float[] target, int offset) {
    if (position == 0) {
      return;
    }
    int area = height * width;
    float[] upright = new float[area];
    for (int plane = offset; plane < offset + channels * area; plane += area) {
      System.arraycopy(target, plane, upright, 0, area);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          target[plane + row * width + column] = upright[from(position, row, column)];
        }
      }
    }
  }

  /** Which pixel comes to a place. */
  private int from(int position, int row, int column) {
    int down = height - 1 - row;
    int across = width - 1 - column;
    if (height == width) {
      return switch (position) {
        case 1 -> across * width + row;
        case 2 -> down * width + across;
        default -> column * width + down;
      };
    }
    return switch (position) {
      case 1 -> down * width + across;
      case 2 -> row * width + across;
      default -> down * width + column;
    };
  }
}
