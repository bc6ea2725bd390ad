package dev.figment.op;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows added up by number: from {@code [i..., ...]} and integers {@code [i...]} to {@code [V,
 * ...]}. Rows are added in their order; a number outside 0 to V - 1 is left out. The gradient of
 * {@link Gather}.
 */
public final class ScatterAdd extends Op {
  private final int rows;

  public ScatterAdd(int rows) {
    this.rows = rows;
  }

  @Override
  public String getName() {
    return "scatterAdd";
  }

  @Override
  public String getAttributes() {
    return "rows=" + rows;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    Shape updates = inputs.get(0).getShape();
    Shape numbers = inputs.get(1).getShape();
    if (rows < 1
        || inputs.get(1).getDtype() != DType.I32
        || updates.getRank() < numbers.getRank()
        || !updates.slice(0, numbers.getRank()).equals(numbers)) {
      throw new FigmentException(
          "scatterAdd takes rows and their i32 numbers, not " + inputs,
          "the rows' shape begins with the numbers' shape, and rows=" + rows + " is at least 1");
    }
    return inputs
        .get(0)
        .withShape(updates.slice(numbers.getRank(), updates.getRank()).behind(rows));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    return Arrays.asList(g.apply(new Gather(), output.inputs().get(1)), null);
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] updates = inputs.get(0).doubles();
    double[] numbers = inputs.get(1).doubles();
    double[] y = new double[type.getShape().getSize()];
    int width = y.length / rows;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0 && numbers[i] < rows) {
        for (int k = 0; k < width; k++) {
          y[((int) numbers[i]) * width + k] += updates[i * width + k];
        }
      }
    }
    return NdArray.of(y, type.getShape());
  }
}
