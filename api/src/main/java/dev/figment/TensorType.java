package dev.figment;

import org.jspecify.annotations.Nullable;

/** What is known of a value before it is computed: its element type and its shape. */
public final class TensorType {
  private final DType dtype;
  private final Shape shape;

  private TensorType(DType dtype, Shape shape) {
    this.dtype = dtype;
    this.shape = shape;
  }

  public static TensorType of(DType dtype, Shape shape) {
    return new TensorType(dtype, shape);
  }

  public static TensorType f32(int... dims) {
    return of(DType.F32, Shape.of(dims));
  }

  public DType getDtype() {
    return dtype;
  }

  public Shape getShape() {
    return shape;
  }

  /** The same element type with another shape. */
  public TensorType withShape(Shape other) {
    return of(dtype, other);
  }

  /** The memory that a value of this type takes, in bytes. */
  public long getBytes() {
    return (long) shape.getSize() * dtype.getBytes();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorType that && dtype == that.dtype && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return shape.hashCode() * 31 + dtype.hashCode();
  }

  /** For example {@code f32[128, 784]}. */
  @Override
  public String toString() {
    return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape.toString().replace(" ", "");
  }
}
