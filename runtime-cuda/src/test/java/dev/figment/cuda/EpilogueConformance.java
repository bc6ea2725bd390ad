package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products and convolutions to which a row is added, and whose negative numbers become zero. */
abstract class EpilogueConformance {
  /** Why the backend does not work here; null if it does. */
  abstract @Nullable String problem();

  abstract Backend open();

  @BeforeEach
  void only_where_the_backend_works() {
    assumeTrue(problem() == null, problem());
  }

  /**
   * {@code f(x w)}, with {@code x [m, 12]}, {@code w [12, n]} and rows {@code [n]} out of one
   * input.
   */
  static Program layer(int m, int n, boolean flipped, Layer layer) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(m, 12));
    Tensor w = graph.input("w", flipped ? TensorType.f32(n, 12) : TensorType.f32(12, n));
    Tensor b = graph.input("b", TensorType.f32(n + 8));
    graph.output("y", layer.of(x.matMul(w, false, flipped), start -> b.slice(0, start, n)));
    return graph.build("layer");
  }

  /**
   * The same of a convolution of {@code x [n, c, size, size]}, or {@code [n, c, size]}, by three
   * places, with a number for each of its channels.
   */
  static Program convolution(int n, int c, int channels, int rank, int size, Layer layer) {
    return convolution(new Graph(), n, c, channels, rank, size, layer);
  }

  /** The same as this graph. */
  static Program convolution(
      Graph graph, int n, int c, int channels, int rank, int size, Layer layer) {
    int[] source = {n, c, size, size};
    int[] kernel = {channels, c, 3, 3};
    int[] row = {1, channels, 1, 1};
    Tensor x = graph.input("x", TensorType.f32(Arrays.copyOf(source, rank)));
    Tensor w = graph.input("w", TensorType.f32(Arrays.copyOf(kernel, rank)));
    Tensor b = graph.input("b", TensorType.f32(channels + 8));
    Tensor result = x.apply(new Conv(ConvGeometry.of(rank - 2).pad(1)), w);
    graph.output(
        "y",
        layer.of(result, start -> b.slice(0, start, channels).reshape(Arrays.copyOf(row, rank))));
    return graph.build("convolution");
  }

  /** What follows the product. */
  interface Layer {
    Tensor of(Tensor product, IntFunction<Tensor> rows);
  }

  static Tensor leaky(Tensor x) {
    return x.max(x.times(0.2));
  }

  static NdArray run(Backend backend, Program program, UnaryOperator<NdArray> change) {
    Executable executable = backend.compile(program);
    NdArray[] inputs =
        program.getInputs().values().stream()
            .map(input -> change.apply(random(input)))
            .toArray(NdArray[]::new);
    executable.run(inputs);
    executable.run(inputs);
    return executable.read("y");
  }

  private static NdArray random(Tensor input) {
    Philox random = Philox.stream(5, "layer", input.id());
    NdArray array = NdArray.zeros(input.getType());
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return array;
  }

  final void check(Program program) {
    check(program, 1e-5);
  }

  final void check(Program program, double bound) {
    try (Backend backend = open();
        Backend reference = new ReferenceBackend()) {
      NdArray found = run(backend, program, array -> array);
      NdArray wanted = run(reference, program, array -> array);
      for (int i = 0; i < wanted.getSize(); i++) {
        assertThat(found.get(i)).isCloseTo(wanted.get(i), Offset.offset(bound));
      }
    }
  }

  @Test
  void rows_are_added_and_numbers_rectified_as_by_the_reference() {
    int[][] sizes = {{2, 2}, {3, 8}, {16, 5}, {1, 7}, {7, 1}, {33, 130}};
    for (int[] size : sizes) {
      for (boolean flipped : new boolean[] {false, true}) {
        check(layer(size[0], size[1], flipped, (x, rows) -> x.plus(rows.apply(0))));
        check(layer(size[0], size[1], flipped, (x, rows) -> x.plus(rows.apply(0)).relu()));
        check(layer(size[0], size[1], flipped, (x, rows) -> x.relu()));
      }
    }
  }

  @Test
  void numbers_are_added_to_channels_and_rectified_as_by_the_reference() {
    int[][] sizes = {{2, 4, 8, 4, 5}, {1, 3, 5, 4, 4}, {3, 8, 1, 4, 6}, {2, 4, 8, 3, 7}};
    for (int[] s : sizes) {
      check(convolution(s[0], s[1], s[2], s[3], s[4], (x, rows) -> x.plus(rows.apply(0))));
      check(convolution(s[0], s[1], s[2], s[3], s[4], (x, rows) -> x.plus(rows.apply(0)).relu()));
      check(convolution(s[0], s[1], s[2], s[3], s[4], (x, rows) -> x.relu()));
      check(convolution(s[0], s[1], s[2], s[3], s[4], (x, rows) -> leaky(x)));
      check(convolution(s[0], s[1], s[2], s[3], s[4], (x, rows) -> leaky(x.plus(rows.apply(0)))));
    }
  }

  /** Otherwise a network that has failed would go on as if nothing had happened. */
  @Test
  void what_is_not_a_number_is_not_made_zero() {
    assertThat(firstOfNaN(layer(4, 6, false, (x, rows) -> x.plus(rows.apply(0)).relu()))).isNaN();
    assertThat(firstOfNaN(layer(4, 6, false, (x, rows) -> x.relu()))).isNaN();
    assertThat(firstOfNaN(convolution(2, 4, 8, 4, 5, (x, rows) -> x.plus(rows.apply(0)).relu())))
        .isNaN();
    assertThat(firstOfNaN(convolution(2, 4, 8, 4, 5, (x, rows) -> x.relu()))).isNaN();
    assertThat(firstOfNaN(convolution(2, 4, 8, 4, 5, (x, rows) -> leaky(x)))).isNaN();
  }

  /** The first number that comes of inputs whose first numbers are none. */
  private double firstOfNaN(Program program) {
    try (Backend backend = open()) {
      return run(
              backend,
              program,
              array -> {
                array.set(0, Double.NaN);
                return array;
              })
          .get(0);
    }
  }
}
