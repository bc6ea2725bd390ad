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
 * Rows of a table by number: from {@code [V, ...]} and integers {@code [i...]} to {@code [i...,
 * ...]}. An embedding is this op. A number outside 0 to V - 1 gives a row of zeros.
 */
public final class Gather extends Op {
  @Override
  public String getName() {
    return "gather";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    TensorType table = inputs.get(0);
    if (table.getShape().getRank() < 1 || inputs.get(1).getDtype() != DType.I32) {
      throw new FigmentException(
          "gather takes a table and i32 row numbers, not " + inputs, "cast the numbers to I32");
    }
    return table.withShape(
        inputs.get(1).getShape().plus(table.getShape().slice(1, table.getShape().getRank())));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    int rows = output.inputs().get(0).getShape().dim(0);
    return Arrays.asList(g.apply(new ScatterAdd(rows), output.inputs().get(1)), null);
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] table = inputs.get(0).doubles();
    double[] rows = inputs.get(1).doubles();
    double[] y = new double[type.getShape().getSize()];
    int width = y.length / rows.length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= 0 && rows[i] < inputs.get(0).getShape().dim(0)) {
        System.arraycopy(table, ((int) rows[i]) * width, y, i * width, width);
      }
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    // ONNX Runtime counts negative numbers from the end and stops at too large ones; here both give
    // zeros. So numbers are clipped, and rows of numbers that clipping changed are zeroed.
    Tensor table = output.inputs().get(0);
    Tensor numbers = output.inputs().get(1);
    int rows = table.getShape().dim(0);
    if (rows == Shape.N) {
      throw nodes.refuse(output, "the number of rows of a table cannot be the free batch");
    }
    String low = nodes.constant(NdArray.of(new int[1], Shape.SCALAR));
    String high = nodes.constant(NdArray.of(new int[] {rows - 1}, Shape.SCALAR));
    String number = inputs.get(1);
    String clipped =
        nodes.node("Min", Arrays.asList(nodes.node("Max", Arrays.asList(number, low)), high));
    String result = nodes.node("Gather", Arrays.asList(inputs.get(0), clipped), "axis", 0L);
    String inside = nodes.node("Equal", Arrays.asList(number, clipped));
    int rank = numbers.getShape().getRank();
    if (output.getShape().getRank() > rank) {
      int[] behind = new int[output.getShape().getRank() - rank];
      Arrays.setAll(behind, i -> rank + i);
      String axes = nodes.constant(NdArray.of(behind, behind.length));
      inside = nodes.node("Unsqueeze", Arrays.asList(inside, axes));
    }
    String zero = nodes.constant(NdArray.zeros(TensorType.of(output.getDtype(), Shape.SCALAR)));
    return nodes.node("Where", Arrays.asList(inside, result, zero));
  }
}
