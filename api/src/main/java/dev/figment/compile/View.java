package dev.figment.compile;

import dev.figment.DType;
import dev.figment.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A value as elements of a storage: a shape, steps along each dimension, and a first element. */
public final class View {
  private final Storage storage;
  private final Format format;
  private final int[] dims;
  private final int[] strides;
  private final int offset;

  public View(Storage storage, Format format, int[] dims, int[] strides, int offset) {
    this.storage = storage;
    this.format = format;
    this.dims = dims.clone();
    this.strides = strides.clone();
    this.offset = offset;
  }

  /** A whole storage in row-major order. */
  public static View rows(Storage storage, DType dtype, Shape shape) {
    return new View(storage, Format.of(dtype), shape.toArray(), shape.strides(), 0);
  }

  /** A whole storage whose dimensions lie in the given order, outermost first. */
  public static View ordered(Storage storage, DType dtype, Shape shape, int[] order) {
    return ordered(storage, Format.of(dtype), shape, order);
  }

  /** The same of numbers in a format. */
  public static View ordered(Storage storage, Format format, Shape shape, int[] order) {
    int[] strides = new int[order.length];
    int step = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      strides[order[i]] = step;
      step *= shape.dim(order[i]);
    }
    return new View(storage, format, shape.toArray(), strides, 0);
  }

  public Storage getStorage() {
    return storage;
  }

  /** What the elements are. */
  public DType getDtype() {
    return format.getDtype();
  }

  /** How the elements lie in memory. */
  public Format getFormat() {
    return format;
  }

  /** The same elements of another storage, in another format. */
  View within(Storage other, Format otherFormat) {
    return new View(other, otherFormat, dims, strides, offset);
  }

  public int[] getDims() {
    return dims.clone();
  }

  public int[] getStrides() {
    return strides.clone();
  }

  public int getOffset() {
    return offset;
  }

  public int getRank() {
    return dims.length;
  }

  public int dim(int i) {
    return dims[i];
  }

  public int stride(int i) {
    return strides[i];
  }

  /** The number of elements. */
  public int getSize() {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    return size;
  }

  /** Repeated along dimensions of size 1. */
  public View broadcast(Shape shape) {
    int[] to = strides.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] = dims[i] == 1 ? 0 : to[i];
    }
    return new View(storage, format, shape.toArray(), to, offset);
  }

  /** With dimension {@code i} being what was {@code order[i]}. */
  public View transpose(int[] order) {
    int[] newDims = new int[order.length];
    int[] newStrides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      newDims[i] = dims[order[i]];
      newStrides[i] = strides[order[i]];
    }
    return new View(storage, format, newDims, newStrides, offset);
  }

  /** The elements {@code start, start + step, ...} along a dimension. */
  public View slice(int axis, int start, int size, int step) {
    int[] newDims = dims.clone();
    int[] newStrides = strides.clone();
    newDims[axis] = size;
    newStrides[axis] *= step;
    return new View(storage, format, newDims, newStrides, offset + start * strides[axis]);
  }

  /** The same elements under another shape, or null if that needs a copy. */
  public @Nullable View reshape(Shape shape) {
    Walk walk = Walk.over(dims, strides, offset);
    int[] newDims = shape.toArray();
    int[] newStrides = new int[newDims.length];
    int from = walk.getRank() - 1;
    int used = 1;
    for (int i = newDims.length - 1; i >= 0; i--) {
      if (newDims[i] == 1) {
        continue;
      }
      if (from >= 0 && used == walk.size(from)) {
        from--;
        used = 1;
      }
      if (from < 0 || walk.size(from) % (used * newDims[i]) != 0) {
        return null;
      }
      newStrides[i] = used * walk.stride(from);
      used *= newDims[i];
    }
    return new View(storage, format, newDims, newStrides, offset);
  }

  /** Whether the elements lie one after another with the dimensions in this order. */
  public boolean isDense(int[] order) {
    int step = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      if (dims[order[i]] != 1 && strides[order[i]] != step) {
        return false;
      }
      step *= dims[order[i]];
    }
    return true;
  }

  /** Whether the elements lie one after another in row-major order. */
  public boolean isRows() {
    return isDense(Orders.rows(dims.length));
  }

  @Override
  public String toString() {
    return storage + Arrays.toString(dims) + Arrays.toString(strides) + "+" + offset;
  }
}
