package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Pointwise;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops in which something begins anew: in every block, in some, in none. */
class CpuLoopsTest {
  private static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** What normalisations do: rows are scaled and moved by vectors, and summed over all rows. */
  private static Program normalisation(int rows, int width) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(rows, width));
    Tensor scale = graph.input("scale", TensorType.f32(width));
    Tensor shift = graph.input("shift", TensorType.f32(width));
    Tensor factor = scale.square().plus(1).sqrt();
    Tensor y = x.times(factor).plus(shift.times(factor));
    graph.output("y", y);
    graph.output("perColumn", y.sum(0));
    graph.output("squares", y.times(x).sum(0));
    graph.output("perRow", y.sum(1));
    graph.output("largest", y.maximum(0));
    graph.output("all", y.square().mean());
    return graph.build("normalisation");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "40, 1", "2000, 1", "700, 3", "333, 16", "100, 17", "700, 48", "33, 64", "257, 64",
    "65, 100", "31, 512", "40, 513", "7, 1000", "5, 1024", "7, 1025", "3, 4000"
  })
  void vectors_of_every_width_run_along_rows_and_are_sums_of_them(int rows, int width) {
    Program program = normalisation(rows, width);
    NdArray[] inputs = {
      NdArray.of(numbers(rows * width, 1), rows, width),
      NdArray.of(numbers(width, 2), width),
      NdArray.of(numbers(width, 3), width)
    };
    try (Backend reference = new ReferenceBackend()) {
      Executable expected = reference.compile(program);
      expected.run(inputs);
      for (int threads : new int[] {1, 2, 3}) {
        try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(threads))) {
          Executable actual = backend.compile(program);
          for (int run = 0; run < 2; run++) {
            actual.run(inputs);
            for (String output : program.getOutputs().keySet()) {
              float[] right = expected.read(output).floats();
              float[] values = actual.read(output).floats();
              for (int i = 0; i < right.length; i++) {
                assertThat(values[i])
                    .as("%s[%d] with %d threads", output, i, threads)
                    .isCloseTo(right[i], within(2e-6f * (1 + Math.abs(right[i]))));
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, 4095",
    "9, 4096",
    "9, 4097",
    "5, 9000",
    "20, 8192",
    "3, 70000",
    "300, 1500",
    "41, 2048"
  })
  void whole_numbers_are_summed_exactly(int rows, int width) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(rows, width));
    graph.output("perRow", x.sum(1));
    graph.output("perColumn", x.sum(0));
    graph.output("all", x.sum());
    Program program = graph.build("sums");
    float[] numbers = new float[rows * width];
    float[] perRow = new float[rows];
    float[] perColumn = new float[width];
    float all = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * 7L % 11 - 4;
      perRow[i / width] += numbers[i];
      perColumn[i % width] += numbers[i];
      all += numbers[i];
    }
    for (int threads : new int[] {1, 2, 3}) {
      try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(threads))) {
        Executable executable = backend.compile(program);
        for (int run = 0; run < 2; run++) {
          executable.run(NdArray.of(numbers, rows, width));
          assertThat(executable.read("perRow").floats()).containsExactly(perRow);
          assertThat(executable.read("perColumn").floats()).containsExactly(perColumn);
          assertThat(executable.read("all").floats()).containsExactly(all);
        }
      }
    }
  }

  @Test
  void sums_with_an_infinite_number_are_infinite() {
    int rows = 50_000;
    int width = 20;
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(rows, width));
    graph.output("perColumn", x.sum(0));
    graph.output("all", x.sum());
    float[] numbers = numbers(rows * width, 1);
    numbers[5] = Float.NEGATIVE_INFINITY;
    try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(2))) {
      Executable executable = backend.compile(graph.build("sums"));
      executable.run(NdArray.of(numbers, rows, width));
      float[] perColumn = executable.read("perColumn").floats();
      for (int i = 0; i < width; i++) {
        assertThat(Float.isFinite(perColumn[i])).isEqualTo(i != 5);
      }
      assertThat(perColumn[5]).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(executable.read("all").floats()).containsExactly(Float.NEGATIVE_INFINITY);
    }
  }

  /** Every kind of number. */
  private static float[] kinds() {
    return new float[] {
      0f,
      -0f,
      1f,
      -1f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(0xffc00000),
      Float.intBitsToFloat(0x7f800001)
    };
  }

  @Test
  void comparisons_with_zero_know_every_kind_of_number() {
    float[] kinds = kinds();
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(kinds.length));
    Tensor zero = graph.constant(0).broadcast(Shape.of(kinds.length));
    Tensor negativeZero = graph.constant(-0.0).broadcast(Shape.of(kinds.length));
    graph.output("above", x.apply(Pointwise.GREATER, zero));
    graph.output("notBelow", x.apply(Pointwise.GREATER_OR_EQUAL, negativeZero));
    graph.output("below", zero.apply(Pointwise.GREATER, x));
    graph.output("notAbove", negativeZero.apply(Pointwise.GREATER_OR_EQUAL, x));
    try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(1))) {
      Executable program = backend.compile(graph.build("comparisons"));
      program.run(NdArray.of(kinds, kinds.length));
      for (int i = 0; i < kinds.length; i++) {
        float value = kinds[i];
        assertThat(program.read("above").get(i)).as("%s > 0", value).isEqualTo(value > 0 ? 1 : 0);
        assertThat(program.read("notBelow").get(i))
            .as("%s >= -0", value)
            .isEqualTo(value >= 0 ? 1 : 0);
        assertThat(program.read("below").get(i)).as("0 > %s", value).isEqualTo(value < 0 ? 1 : 0);
        assertThat(program.read("notAbove").get(i))
            .as("-0 >= %s", value)
            .isEqualTo(value <= 0 ? 1 : 0);
      }
    }
  }

  @Test
  void rectifiers_and_their_gradients_are_the_reference_s_for_every_kind_of_number() {
    float[] kinds = kinds();
    int n = kinds.length;
    float[] each = new float[n * n];
    float[] gradients = new float[n * n];
    for (int i = 0; i < each.length; i++) {
      each[i] = kinds[i / n];
      gradients[i] = kinds[i % n];
    }
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(n * n));
    Tensor g = graph.input("g", TensorType.f32(n * n));
    Tensor leaky = x.apply(Pointwise.MAX, x.times(0.25));
    Tensor relu = x.apply(Pointwise.RELU);
    graph.output("leaky", leaky);
    graph.output("relu", relu);
    graph.output("leakyGradient", leaky.times(g).gradient(x));
    graph.output("reluGradient", relu.times(g).gradient(x));
    Program program = graph.build("rectifiers");
    try (Backend reference = new ReferenceBackend();
        Backend backend = CpuBackend.open(CpuOptions.defaults().threads(1))) {
      Executable expected = reference.compile(program);
      Executable actual = backend.compile(program);
      expected.run(NdArray.of(each, n * n), NdArray.of(gradients, n * n));
      actual.run(NdArray.of(each, n * n), NdArray.of(gradients, n * n));
      for (String output : program.getOutputs().keySet()) {
        for (int i = 0; i < each.length; i++) {
          if (Math.abs(each[i]) == Float.MIN_VALUE || Float.isInfinite(each[i])) {
            continue; // Its part is 0 in single precision only, or is the same.
          }
          assertThat((Float) ((float) actual.read(output).get(i) + 0f))
              .as("%s of %s and %s", output, each[i], gradients[i])
              .isEqualTo((Float) ((float) expected.read(output).get(i) + 0f));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "700, 3", "33, 64", "9, 1500"})
  void products_that_are_moved_are_one_pass(int rows, int width) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(rows, width));
    Tensor a = graph.input("a", TensorType.f32(width)).broadcast(x.getShape());
    Tensor b = graph.input("b", TensorType.f32(width)).broadcast(x.getShape());
    graph.output("affine", x.minus(a).times(b).plus(a));
    graph.output("affineOnTheRight", a.plus(x.minus(a).times(b)));
    graph.output("productFirst", x.times(b).plus(a));
    graph.output("leastOfAPart", x.apply(Pointwise.MAX, x.times(b)));
    Program program = graph.build("products");
    float[] numbers = numbers(rows * width, 1);
    float[] moves = numbers(width, 2);
    float[] factors = numbers(width, 3);
    try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(2))) {
      Executable executable = backend.compile(program);
      executable.run(
          NdArray.of(numbers, rows, width), NdArray.of(moves, width), NdArray.of(factors, width));
      for (int i = 0; i < numbers.length; i++) {
        float move = moves[i % width];
        float factor = factors[i % width];
        float affine = (numbers[i] - move) * factor + move;
        assertThat(executable.read("affine").floats()[i]).isEqualTo(affine);
        assertThat(executable.read("affineOnTheRight").floats()[i]).isEqualTo(affine);
        assertThat(executable.read("productFirst").floats()[i])
            .isEqualTo(numbers[i] * factor + move);
        assertThat(executable.read("leastOfAPart").floats()[i])
            .isEqualTo(Math.max(numbers[i], numbers[i] * factor));
      }
    }
  }
}
