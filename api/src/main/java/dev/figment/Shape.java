package dev.figment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a tensor's dimensions, outermost first. Images are {@code [N, C, H, W]}.
 *
 * <p>One dimension may be {@link #N}, the free batch size of an exported model. Such a shape has no
 * {@link #getSize() size} until {@link #withBatch(int)} names one.
 */
public final class Shape {
  /** The batch size that is not known yet; printed as {@code N}. */
  public static final int N = -1;

  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /**
   * A shape of these sizes.
   *
   * @throws FigmentException if a size is neither positive nor {@link #N}, or N stands twice
   */
  public static Shape of(int... dims) {
    int free = 0;
    for (int dim : dims) {
      if (dim < 1 && dim != N) {
        throw new FigmentException(
            "a shape cannot have a dimension of " + dim,
            "the sizes given are " + Arrays.toString(dims) + "; each must be at least 1");
      }
      free += dim == N ? 1 : 0;
    }
    if (free > 1) {
      throw new FigmentException(
          "a shape cannot have two free dimensions", "only the batch is free");
    }
    return new Shape(dims.clone());
  }

  public int getRank() {
    return dims.length;
  }

  /** The size of a dimension; negative positions count from the last. */
  public int dim(int position) {
    return dims[position < 0 ? position + dims.length : position];
  }

  /** The sizes, as a copy. */
  public int[] toArray() {
    return dims.clone();
  }

  /** Whether the batch size is still free. */
  public boolean isFree() {
    for (int dim : dims) {
      if (dim == N) {
        return true;
      }
    }
    return false;
  }

  /**
   * The number of elements.
   *
   * @throws FigmentException if the batch is free, or the count does not fit 31 bits
   */
  public int getSize() {
    if (isFree()) {
      throw new FigmentException(
          "shape " + this + " has no size while its batch is free", "name one with withBatch(n)");
    }
    long size = 1;
    for (int dim : dims) {
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw new FigmentException(
            "shape " + this + " has more than 2^31 - 1 elements", "use a smaller batch");
      }
    }
    return (int) size;
  }

  /** The product of all dimensions that are not free. */
  public long getFixedSize() {
    long size = 1;
    for (int dim : dims) {
      size *= dim == N ? 1 : dim;
    }
    return size;
  }

  /** This shape with N replaced by a batch size. */
  public Shape withBatch(int batch) {
    int[] result = dims.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = result[i] == N ? batch : result[i];
    }
    return of(result);
  }

  /** This shape with one dimension changed; negative positions count from the last. */
  public Shape withDim(int position, int size) {
    int[] result = dims.clone();
    result[position < 0 ? position + dims.length : position] = size;
    return of(result);
  }

  /** The dimensions from one position to before another. */
  public Shape slice(int from, int to) {
    return new Shape(Arrays.copyOfRange(dims, from, to));
  }

  /** This shape followed by more dimensions. */
  public Shape plus(Shape more) {
    int[] result = Arrays.copyOf(dims, dims.length + more.dims.length);
    System.arraycopy(more.dims, 0, result, dims.length, more.dims.length);
    return of(result);
  }

  /** This shape behind a new first dimension. */
  public Shape behind(int first) {
    return of(first).plus(this);
  }

  /** Elements to step over for a move of one along each dimension, in row-major order. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return strides;
  }

  /**
   * Whether repeating dimensions of size 1, and adding some in front, makes another shape of it.
   */
  boolean broadcastsTo(Shape shape) {
    int extra = shape.getRank() - getRank();
    for (int i = 0; extra >= 0 && i < getRank(); i++) {
      if (dim(i) != 1 && dim(i) != shape.dim(i + extra)) {
        return false;
      }
    }
    return extra >= 0;
  }

  /**
   * The shape that two shapes broadcast to, by the rule of NumPy and ONNX.
   *
   * @throws FigmentException if they do not fit
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.getRank(), b.getRank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= a.getRank() ? a.dim(-i) : 1;
      int right = i <= b.getRank() ? b.dim(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new FigmentException(
            "shapes " + a + " and " + b + " do not broadcast to one",
            "counted from the last, dimension "
                + i
                + " is "
                + show(left)
                + " and "
                + show(right)
                + "; sizes must be equal or 1");
      }
      result[rank - i] = left == 1 ? right : left;
    }
    return of(result);
  }

  private static String show(int dim) {
    return dim == N ? "N" : Integer.toString(dim);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** For example {@code [N, 64, 7, 7]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims).replace("-1", "N");
  }
}
