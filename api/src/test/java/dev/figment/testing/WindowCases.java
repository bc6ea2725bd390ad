package dev.figment.testing;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.op.ConvGeometry;
import dev.figment.op.MaxPool;
import dev.figment.op.MaxPoolScatter;
import java.util.ArrayList;
import java.util.List;

/** Cases of pooling: windows side by side, overlapping, padded, with ties. */
final class WindowCases {
  private final List<OpCase> cases = new ArrayList<>();

  private WindowCases() {}

  static List<OpCase> all() {
    WindowCases rows = new WindowCases();
    ConvGeometry line = ConvGeometry.of(1);
    ConvGeometry plane = ConvGeometry.of(2);
    rows.pools("1-d", line.stride(2), new int[] {2}, 2, 3, 6);
    rows.pools("side by side", plane.stride(2), new int[] {2, 2}, 2, 3, 4, 6);
    rows.pools("overlapping", plane, new int[] {3, 2}, 1, 2, 5, 4);
    rows.pools(
        "overlapping, stride 2, padded", plane.stride(2).pad(1), new int[] {3, 3}, 2, 2, 5, 6);
    rows.pools(
        "uneven padding",
        plane.stride(2).pad(new int[] {0, 1}, new int[] {1, 0}),
        new int[] {2, 3},
        1,
        2,
        5,
        4);
    rows.pools("dilated", plane.dilation(2), new int[] {2, 2}, 1, 2, 5, 4);
    rows.pools("of the whole image", plane, new int[] {4, 4}, 2, 2, 4, 4);
    rows.ties();
    return rows.cases;
  }

  private void pools(String name, ConvGeometry geometry, int[] kernel, int... dims) {
    cases.add(
        OpCase.of(
            "maxPool " + name,
            in -> {
              Tensor x = in.distinct(dims);
              return x.apply(new MaxPool(geometry, kernel), x);
            }));
    cases.add(
        OpCase.of(
            "maxPool picking from another " + name,
            in -> in.distinct(dims).apply(new MaxPool(geometry, kernel), in.away(dims))));
    int[] pooled = pooled(geometry, kernel, dims);
    cases.add(
        OpCase.of(
            "maxPoolScatter " + name,
            in -> in.distinct(dims).apply(new MaxPoolScatter(geometry, kernel), in.away(pooled))));
  }

  private static int[] pooled(ConvGeometry geometry, int[] kernel, int[] dims) {
    int[] weight = new int[dims.length];
    weight[0] = 1;
    weight[1] = dims[1];
    System.arraycopy(kernel, 0, weight, 2, kernel.length);
    return geometry.outputShape(Shape.of(dims), Shape.of(weight)).withDim(1, dims[1]).toArray();
  }

  private void ties() {
    ConvGeometry geometry = ConvGeometry.of(2);
    String why = "equal numbers in a window";
    cases.add(
        OpCase.of(
                "maxPool of ties",
                in -> {
                  Tensor x = in.ints(2, 2, 2, 5, 5).cast(in.dtype());
                  return x.apply(new MaxPool(geometry, 2, 2), in.away(2, 2, 5, 5));
                })
            .kinked(why));
    cases.add(
        OpCase.of(
                "maxPool of negative numbers with padding",
                in -> {
                  Tensor x = in.uniform(-3, -1, 1, 2, 3, 3);
                  return x.apply(new MaxPool(geometry.pad(1), 3, 3), x);
                })
            .kinked(why));
    cases.add(
        OpCase.of(
                "maxPoolScatter of ties",
                in ->
                    in.ints(2, 2, 2, 5, 5)
                        .cast(in.dtype())
                        .apply(new MaxPoolScatter(geometry.stride(2), 3, 3), in.away(2, 2, 2, 2)))
            .kinked(why));
  }
}
