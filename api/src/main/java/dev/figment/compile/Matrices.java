package dev.figment.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of any rank as batches of matrices, where they lie. */
final class Matrices {
  private Matrices() {}

  /**
   * A view as a batch of matrices {@code [B, M, K]} whose rows or columns are dense, or null if it
   * must be copied before.
   */
  static @Nullable View of(View view) {
    int rank = view.getRank();
    int[] dims = view.getDims();
    int[] strides = view.getStrides();
    int[] outer = Arrays.copyOf(dims, rank - 2);
    Walk batch = Walk.over(outer, Arrays.copyOf(strides, rank - 2), 0);
    int size = Arrays.stream(outer).reduce(1, (a, b) -> a * b);
    int rows = dims[rank - 2];
    int columns = dims[rank - 1];
    int down = rows == 1 ? columns : strides[rank - 2];
    int along = columns == 1 ? 1 : strides[rank - 1];
    if (columns == 1 && rows > 1 && down != 1) {
      along = 1;
    } else if (columns == 1) {
      along = rows;
    }
    if (rows == 1 && along != 1) {
      down = 1;
    }
    boolean byRows = along == 1 && down >= columns;
    boolean byColumns = down == 1 && along >= rows;
    if (batch.getRank() > 1 || (size > 1 && batch.step() == 0) || !(byRows || byColumns)) {
      return null;
    }
    int step = size == 1 ? Math.max(rows * down, columns * along) : batch.step();
    return new View(
        view.getStorage(),
        view.getFormat(),
        new int[] {size, rows, columns},
        new int[] {step, down, along},
        view.getOffset());
  }
}
