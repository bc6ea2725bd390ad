package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product of matrices {@code [..., M, K]} and {@code [..., K, N]}, either read transposed.
 *
 * <p>Dimensions before the last two are a batch of products and must be equal.
 */
public final class MatMul extends Op {
  private final boolean transposeLeft;
  private final boolean transposeRight;

  public MatMul(boolean transposeLeft, boolean transposeRight) {
    this.transposeLeft = transposeLeft;
    this.transposeRight = transposeRight;
  }

  public boolean isTransposeLeft() {
    return transposeLeft;
  }

  public boolean isTransposeRight() {
    return transposeRight;
  }

  @Override
  public String getName() {
    return "matMul";
  }

  @Override
  public String getAttributes() {
    return transposeLeft || transposeRight
        ? (transposeLeft ? "T" : "N") + (transposeRight ? "T" : "N")
        : "";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    expectReals(inputs);
    Shape left = inputs.get(0).getShape();
    Shape right = inputs.get(1).getShape();
    int rank = left.getRank();
    if (rank < 2
        || right.getRank() != rank
        || inputs.get(0).getDtype() != inputs.get(1).getDtype()) {
      throw new FigmentException(
          "matMul takes two matrices of one rank and type, not "
              + inputs.get(0)
              + " and "
              + inputs.get(1));
    }
    int inner = left.dim(transposeLeft ? -2 : -1);
    int otherInner = right.dim(transposeRight ? -1 : -2);
    if (inner != otherInner || !left.slice(0, rank - 2).equals(right.slice(0, rank - 2))) {
      throw new FigmentException(
          "matMul cannot multiply " + left + " by " + right,
          "the inner sizes are "
              + inner
              + " and "
              + otherInner
              + (getAttributes().isEmpty() ? "" : " (read as " + getAttributes() + ")"));
    }
    return inputs
        .get(0)
        .withShape(
            left.slice(0, rank - 2)
                .plus(
                    Shape.of(
                        left.dim(transposeLeft ? -1 : -2), right.dim(transposeRight ? -2 : -1))));
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    Tensor a = output.inputs().get(0);
    Tensor b = output.inputs().get(1);
    return Arrays.asList(
        transposeLeft ? b.matMul(g, transposeRight, true) : g.matMul(b, false, !transposeRight),
        transposeRight ? g.matMul(a, true, transposeLeft) : a.matMul(g, !transposeLeft, false));
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] a = inputs.get(0).doubles();
    double[] b = inputs.get(1).doubles();
    int m = type.getShape().dim(-2);
    int n = type.getShape().dim(-1);
    int k = inputs.get(0).getShape().dim(transposeLeft ? -2 : -1);
    double[] c = new double[type.getShape().getSize()];
    for (int i = 0; i < c.length; i++) {
      int matrix = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      double sum = 0;
      for (int j = 0; j < k; j++) {
        sum +=
            a[matrix * m * k + (transposeLeft ? j * m + row : row * k + j)]
                * b[matrix * k * n + (transposeRight ? column * k + j : j * n + column)];
      }
      c[i] = sum;
    }
    return NdArray.of(c, type.getShape());
  }

  @Override
  public long multiplyAdds(Tensor output) {
    Shape left = output.inputs().get(0).getShape();
    return (long) output.getShape().getSize() * left.dim(transposeLeft ? -2 : -1);
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    List<String> names = new ArrayList<>(inputs);
    boolean[] flip = {transposeLeft, transposeRight};
    int rank = output.getShape().getRank();
    if (rank == 2 && output.getDtype().isFloating()) {
      return nodes.node("Gemm", inputs, "transA", flip[0] ? 1L : 0L, "transB", flip[1] ? 1L : 0L);
    }
    for (int i = 0; i < 2; i++) {
      if (flip[i]) {
        long[] swapped = new long[rank];
        Arrays.setAll(swapped, d -> d);
        swapped[rank - 2] = rank - 1L;
        swapped[rank - 1] = rank - 2L;
        names.set(i, nodes.node("Transpose", names.subList(i, i + 1), "perm", swapped));
      }
    }
    return nodes.node("MatMul", names);
  }
}
