package dev.figment.testing;

import dev.figment.Tensor;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import java.util.ArrayList;
import java.util.List;

/** Cases of matrix products and the three convolutions. */
final class ProductCases {
  private final List<OpCase> cases = new ArrayList<>();

  private ProductCases() {}

  static List<OpCase> all() {
    ProductCases rows = new ProductCases();
    rows.matrices();
    rows.convolutions();
    return rows.cases;
  }

  private void matrices() {
    for (boolean left : new boolean[] {false, true}) {
      for (boolean right : new boolean[] {false, true}) {
        String read = (left ? "T" : "N") + (right ? "T" : "N");
        matMul("matMul " + read, left, right, 4, 3, 5);
        matMul("matMul " + read + " of odd sizes", left, right, 17, 13, 1);
        matMul("matMul " + read + " in batches", left, right, 2, 5, 4, 2, 3);
      }
    }
    matMul("matMul of single numbers", false, false, 1, 1, 1);
    matMul("matMul of a row and a column", false, false, 1, 33, 1);
    matMul("matMul of a column and a row", false, false, 19, 1, 7);
    cases.add(
        OpCase.of(
            "matMul by itself",
            in -> {
              Tensor x = in.away(3, 3);
              return x.matMul(x, true, false);
            }));
    cases.add(
        OpCase.of("matMul of many terms", in -> in.away(3, 1000).matMul(in.away(1000, 5)))
            .kinked("too large to difference"));
  }

  /** Sizes m, k, n, then the batch. */
  private void matMul(String name, boolean left, boolean right, int m, int k, int n, int... batch) {
    int[] a = with(batch, left ? k : m, left ? m : k);
    int[] b = with(batch, right ? n : k, right ? k : n);
    cases.add(OpCase.of(name, in -> in.away(a).matMul(in.away(b), left, right)));
  }

  private static int[] with(int[] batch, int rows, int columns) {
    int[] dims = java.util.Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = rows;
    dims[batch.length + 1] = columns;
    return dims;
  }

  private void convolutions() {
    ConvGeometry line = ConvGeometry.of(1);
    ConvGeometry plane = ConvGeometry.of(2);
    convs("1-d", line, sizes(2, 3, 7), sizes(4, 3, 3));
    convs("1-d, stride 2, padded", line.stride(2).pad(1), sizes(2, 2, 8), sizes(3, 2, 4));
    convs("1-d, dilated", line.dilation(2).pad(2), sizes(1, 2, 6), sizes(2, 2, 3));
    convs("2-d", plane, sizes(2, 3, 5, 4), sizes(4, 3, 3, 2));
    convs("2-d, one by one", plane, sizes(2, 5, 3, 4), sizes(3, 5, 1, 1));
    convs("2-d, one by one, stride 2", plane.stride(2), sizes(1, 2, 5, 4), sizes(3, 2, 1, 1));
    convs("2-d, same size", plane.pad(1), sizes(2, 2, 4, 4), sizes(3, 2, 3, 3));
    convs("2-d, halving", plane.stride(2).pad(1), sizes(2, 2, 6, 6), sizes(3, 2, 4, 4));
    convs(
        "2-d, strides of its own",
        plane.stride(2, 3).pad(0, 1),
        sizes(1, 2, 5, 7),
        sizes(2, 2, 2, 3));
    convs("2-d, input not covered", plane.stride(3), sizes(1, 2, 6, 7), sizes(2, 2, 2, 2));
    convs(
        "2-d, uneven padding",
        plane.stride(2).pad(new int[] {0, 2}, new int[] {1, 1}),
        sizes(2, 2, 4, 3),
        sizes(2, 2, 3, 3));
    convs("2-d, dilated", plane.dilation(2, 1).pad(2, 0), sizes(1, 2, 5, 4), sizes(2, 2, 3, 2));
    convs("2-d, groups", plane.pad(1).groups(2), sizes(2, 4, 3, 3), sizes(6, 2, 3, 3));
    convs("2-d, depthwise", plane.pad(1).groups(3), sizes(2, 3, 4, 4), sizes(3, 1, 3, 3));
    convs(
        "2-d, depthwise, stride 2, two each",
        plane.stride(2).pad(1).groups(2),
        sizes(1, 2, 5, 5),
        sizes(4, 1, 3, 3));
    convs("2-d, window larger than the image", plane.pad(2), sizes(1, 2, 2, 3), sizes(2, 2, 5, 5));
    convs("2-d, window as large as the image", plane, sizes(3, 2, 4, 4), sizes(5, 2, 4, 4));
    convs("2-d, single pixels", plane, sizes(1, 1, 1, 1), sizes(1, 1, 1, 1));
    convs("2-d, odd channels", plane.pad(1), sizes(1, 17, 3, 3), sizes(5, 17, 3, 3));
  }

  private static int[] sizes(int... dims) {
    return dims;
  }

  private void convs(String name, ConvGeometry geometry, int[] x, int[] w) {
    int[] y = geometry.outputShape(dev.figment.Shape.of(x), dev.figment.Shape.of(w)).toArray();
    int[] image = java.util.Arrays.copyOfRange(x, 2, x.length);
    int[] kernel = java.util.Arrays.copyOfRange(w, 2, w.length);
    cases.add(OpCase.of("conv " + name, in -> in.away(x).apply(new Conv(geometry), in.away(w))));
    cases.add(
        OpCase.of(
            "convInputGrad " + name,
            in -> in.away(y).apply(new ConvInputGrad(geometry, image), in.away(w))));
    cases.add(
        OpCase.of(
            "convWeightGrad " + name,
            in -> in.away(x).apply(new ConvWeightGrad(geometry, kernel), in.away(y))));
  }
}
