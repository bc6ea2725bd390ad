package dev.figment;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with a shape, on the JVM's heap: what goes into a program and comes out of it.
 *
 * <p>Elements lie in row-major order in one array, {@code float[]}, {@code double[]} or {@code
 * int[]} by the {@link DType}. The array is shared, not copied: who makes an {@code NdArray} from
 * an array gives it away.
 */
public final class NdArray {
  private final TensorType type;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;
  private final int @Nullable [] ints;

  private NdArray(
      TensorType type,
      float @Nullable [] floats,
      double @Nullable [] doubles,
      int @Nullable [] ints) {
    this.type = type;
    this.floats = floats;
    this.doubles = doubles;
    this.ints = ints;
    int length = floats != null ? floats.length : doubles != null ? doubles.length : ints().length;
    if (length != type.getShape().getSize()) {
      throw new FigmentException(
          "an array of " + length + " elements cannot have the shape " + type.getShape(),
          "that shape has " + type.getShape().getSize() + " elements");
    }
  }

  public static NdArray of(float[] values, int... dims) {
    return of(values, Shape.of(dims));
  }

  public static NdArray of(float[] values, Shape shape) {
    return new NdArray(TensorType.of(DType.F32, shape), values, null, null);
  }

  public static NdArray of(double[] values, int... dims) {
    return of(values, Shape.of(dims));
  }

  public static NdArray of(double[] values, Shape shape) {
    return new NdArray(TensorType.of(DType.F64, shape), null, values, null);
  }

  public static NdArray of(int[] values, int... dims) {
    return of(values, Shape.of(dims));
  }

  public static NdArray of(int[] values, Shape shape) {
    return new NdArray(TensorType.of(DType.I32, shape), null, null, values);
  }

  /** An array of zeros. */
  public static NdArray zeros(TensorType type) {
    int size = type.getShape().getSize();
    return switch (type.getDtype()) {
      case F32 -> of(new float[size], type.getShape());
      case F64 -> of(new double[size], type.getShape());
      case I32 -> of(new int[size], type.getShape());
    };
  }

  public TensorType getType() {
    return type;
  }

  public Shape getShape() {
    return type.getShape();
  }

  public DType getDtype() {
    return type.getDtype();
  }

  public int getSize() {
    return type.getShape().getSize();
  }

  /** The elements themselves, not a copy. Only for {@link DType#F32}. */
  public float[] floats() {
    return Objects.requireNonNull(floats, "the array does not hold f32");
  }

  /** The elements themselves, not a copy. Only for {@link DType#F64}. */
  public double[] doubles() {
    return Objects.requireNonNull(doubles, "the array does not hold f64");
  }

  /** The elements themselves, not a copy. Only for {@link DType#I32}. */
  public int[] ints() {
    return Objects.requireNonNull(ints, "the array does not hold i32");
  }

  /** One element as a double, whatever the type; the index is row-major. */
  public double get(int index) {
    return floats != null ? floats[index] : doubles != null ? doubles[index] : ints()[index];
  }

  /** Sets one element, rounded to this array's type. */
  public void set(int index, double value) {
    if (floats != null) {
      floats[index] = (float) value;
    } else if (doubles != null) {
      doubles[index] = value;
    } else {
      ints()[index] = (int) value;
    }
  }

  /** The elements as another type; the same object when the type is the same. */
  public NdArray to(DType dtype) {
    if (dtype == getDtype()) {
      return this;
    }
    NdArray result = zeros(TensorType.of(dtype, getShape()));
    for (int i = 0; i < getSize(); i++) {
      result.set(i, get(i));
    }
    return result;
  }

  /** An array of its own with the same elements. */
  public NdArray copy() {
    return new NdArray(
        type,
        floats == null ? null : floats.clone(),
        doubles == null ? null : doubles.clone(),
        ints == null ? null : ints.clone());
  }

  /** The same elements, shared, under another shape of the same size. */
  public NdArray reshape(int... dims) {
    return new NdArray(type.withShape(Shape.of(dims)), floats, doubles, ints);
  }

  /** The only element of an array of one. */
  public double scalar() {
    if (getSize() != 1) {
      throw new FigmentException("an array of shape " + getShape() + " is not a single number");
    }
    return get(0);
  }

  /** Whether two arrays have the same type and bit-identical elements. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NdArray that
        && type.equals(that.type)
        && Arrays.equals(floats, that.floats)
        && Arrays.equals(doubles, that.doubles)
        && Arrays.equals(ints, that.ints);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(floats)
        + Arrays.hashCode(doubles)
        + Arrays.hashCode(ints)
        + type.hashCode();
  }

  /** The type and the first elements. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type.toString()).append(" {");
    for (int i = 0; i < Math.min(8, getSize()); i++) {
      text.append(i == 0 ? "" : ", ").append(get(i));
    }
    return text.append(getSize() > 8 ? ", ...}" : "}").toString();
  }
}
