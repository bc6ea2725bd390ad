package dev.figment.compile;

/**
 * The way through an operand's elements in the order of a kernel's loop, with dimensions merged
 * where the steps allow. Runs of the innermost dimension have one step.
 */
public final class Walk {
  private final int[] sizes;
  private final int[] strides;
  private final int offset;
  private final int rank;

  private Walk(int[] sizes, int[] strides, int offset, int rank) {
    this.sizes = sizes;
    this.strides = strides;
    this.offset = offset;
    this.rank = rank;
  }

  /** One element after another. */
  public static Walk dense(int count) {
    return over(new int[] {count}, new int[] {1}, 0);
  }

  /** Over dimensions given outermost first. */
  public static Walk over(int[] dims, int[] strides, int offset) {
    int[] sizes = new int[dims.length + 1];
    int[] steps = new int[dims.length + 1];
    int rank = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      if (rank > 0 && steps[rank - 1] == strides[i] * dims[i]) {
        sizes[rank - 1] *= dims[i];
        steps[rank - 1] = strides[i];
      } else {
        sizes[rank] = dims[i];
        steps[rank++] = strides[i];
      }
    }
    if (rank == 0) {
      sizes[rank] = 1;
      steps[rank++] = 1;
    }
    return new Walk(sizes, steps, offset, rank);
  }

  public int getRank() {
    return rank;
  }

  public int size(int i) {
    return sizes[i];
  }

  public int stride(int i) {
    return strides[i];
  }

  /** The length of a run. */
  public int inner() {
    return sizes[rank - 1];
  }

  /** The step within a run. */
  public int step() {
    return strides[rank - 1];
  }

  /** Whether the whole walk is one run of neighbours. */
  public boolean isDense() {
    return rank == 1 && strides[0] == 1;
  }

  /** Whether the whole walk stays at one element. */
  public boolean isPoint() {
    return rank == 1 && strides[0] == 0;
  }

  /** After how many positions the walk begins anew; all of them if it never does, 1 of a point. */
  public int period() {
    int period = 1;
    for (int i = rank - 1; i > 0; i--) {
      period *= sizes[i];
    }
    return strides[0] == 0 ? period : period * sizes[0];
  }

  public int offset() {
    return offset;
  }

  /** The first element of a run. */
  public int row(int row) {
    int at = offset;
    for (int i = rank - 2; i >= 0; i--) {
      at += row % sizes[i] * strides[i];
      row /= sizes[i];
    }
    return at;
  }

  /**
   * The first element of the run behind one that begins at an element; cheaper than to ask anew.
   */
  public int behind(int row, int at) {
    if (rank == 1) {
      return at;
    }
    return (row + 1) % sizes[rank - 2] == 0 ? row(row + 1) : at + strides[rank - 2];
  }
}
