package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.compile.View;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Rows of a table by number: gathered from it, or added up into it. Rows are words of 32 bits when
 * gathered, so floats and integers are alike.
 */
public final class RowsKernel extends Kernel {
  private final View table;
  private final View numbers;
  private final View rows;
  private final boolean gather;
  private final int height;
  private final int width;
  private IntBuffer tableInts = IntBuffer.allocate(0);
  private IntBuffer numberInts = IntBuffer.allocate(0);
  private IntBuffer rowInts = IntBuffer.allocate(0);
  private FloatBuffer tableFloats = FloatBuffer.allocate(0);
  private FloatBuffer rowFloats = FloatBuffer.allocate(0);

  private RowsKernel(View table, View numbers, View rows, boolean gather) {
    this.table = table;
    this.numbers = numbers;
    this.rows = rows;
    this.gather = gather;
    this.height = table.dim(0);
    this.width = table.getSize() / height;
    reading(numbers.getStorage());
    reading(gather ? table.getStorage() : rows.getStorage());
    writing(gather ? rows.getStorage() : table.getStorage());
  }

  /** Copies rows of a table; a number outside gives zeros. All views are row-major. */
  public static RowsKernel gather(View table, View numbers, View rows) {
    return new RowsKernel(table, numbers, rows, true);
  }

  /** Adds rows up into a table of zeros, in their order; a number outside is left out. */
  public static RowsKernel scatterAdd(View rows, View numbers, View table) {
    return new RowsKernel(table, numbers, rows, false);
  }

  @Override
  public String getName() {
    return gather ? "gather" : "scatterAdd";
  }

  @Override
  public int getShares() {
    return 1;
  }

  @Override
  public void bind() {
    tableInts = Places.ints(table.getStorage());
    numberInts = Places.ints(numbers.getStorage());
    rowInts = Places.ints(rows.getStorage());
    tableFloats = Places.floats(table.getStorage());
    rowFloats = Places.floats(rows.getStorage());
  }

  @Override
  public void run(int share, Worker worker) {
    if (!gather) {
      for (int i = 0; i < table.getSize(); i++) {
        tableInts.put(table.getOffset() + i, 0);
      }
    }
    for (int i = 0; i < numbers.getSize(); i++) {
      int number = numberInts.get(numbers.getOffset() + i);
      boolean inside = number >= 0 && number < height;
      int row = rows.getOffset() + i * width;
      int place = table.getOffset() + number * width;
      if (gather) {
        copy(inside, place, row);
      } else if (inside) {
        add(row, place);
      }
    }
  }

  private void copy(boolean inside, int from, int to) {
    for (int k = 0; k < width; k++) {
      rowInts.put(to + k, inside ? tableInts.get(from + k) : 0);
    }
  }

  private void add(int from, int to) {
    boolean whole = table.getDtype() == DType.I32;
    for (int k = 0; k < width; k++) {
      if (whole) {
        tableInts.put(to + k, tableInts.get(to + k) + rowInts.get(from + k));
      } else {
        tableFloats.put(to + k, tableFloats.get(to + k) + rowFloats.get(from + k));
      }
    }
  }
}
