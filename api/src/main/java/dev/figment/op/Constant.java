package dev.figment.op;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value known when the program is built: one number that fills a shape, or an array.
 *
 * <p>A filling constant takes no memory in a backend and may have a free batch.
 */
public final class Constant extends Op {
  private final TensorType type;
  private final double fill;
  private final @Nullable NdArray array;

  private Constant(TensorType type, double fill, @Nullable NdArray array) {
    this.type = type;
    this.fill = fill;
    this.array = array;
  }

  public static Constant fill(double value, TensorType type) {
    return new Constant(type, value, null);
  }

  public static Constant of(NdArray array) {
    return new Constant(array.getType(), Double.NaN, array);
  }

  /** Whether all elements are one number. */
  public boolean isFill() {
    return array == null;
  }

  /** The number that fills the shape. */
  public double getFill() {
    if (array != null) {
      throw new FigmentException("the constant is an array, not one number");
    }
    return fill;
  }

  /** The elements; a filling constant makes them. */
  public NdArray getArray() {
    if (array != null) {
      return array;
    }
    NdArray result = NdArray.zeros(type);
    for (int i = 0; i < result.getSize(); i++) {
      result.set(i, fill);
    }
    return result;
  }

  @Override
  public String getName() {
    return "constant";
  }

  @Override
  public String getAttributes() {
    return array == null ? String.format(Locale.ROOT, "%s, %s", fill, type) : text(array);
  }

  /** Small arrays in full, large ones as their type and a hash of all elements. */
  private static String text(NdArray array) {
    if (array.getSize() <= 8) {
      return array.toString();
    }
    long hash = 0;
    for (int i = 0; i < array.getSize(); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(array.get(i)) + 1;
    }
    return array.getType() + " #" + Long.toHexString(hash);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 0);
    if (!type.getDtype().isFloating() && array == null && fill != (int) fill) {
      throw new FigmentException(type + " cannot be filled with " + fill, "cast(F32) first");
    }
    return type;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor gradient) {
    return Collections.emptyList();
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType unused) {
    if (array != null) {
      return array.to(DType.F64);
    }
    double[] values = new double[unused.getShape().getSize()];
    Arrays.fill(values, fill);
    return NdArray.of(values, unused.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    if (array != null) {
      return nodes.constant(array);
    }
    NdArray one = NdArray.zeros(type.withShape(dev.figment.Shape.SCALAR));
    one.set(0, fill);
    String scalar = nodes.constant(one);
    return type.getShape().getRank() == 0
        ? scalar
        : nodes.node("Expand", Arrays.asList(scalar, nodes.shape(output)));
  }
}
