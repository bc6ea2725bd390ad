package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a number that a kernel writes in 16 bits, and a product reads. */
class StandInRoundingTest {
  private static final float MOST = Float.MAX_VALUE;
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  @BeforeAll
  static void only_where_there_is_a_stand_in() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
  }

  private static float[] rounded(Precision precision, float... numbers) {
    Graph graph = new Graph();
    graph.precision(precision);
    Tensor x = graph.input("x", TensorType.f32(numbers.length, 1));
    Tensor one = graph.input("one", TensorType.f32(1, 1));
    graph.output("y", x.unaryMinus().matMul(one));
    try (CudaBackend backend = new CudaBackend(new StandInProvider().gpu())) {
      Executable executable = backend.compile(graph.build("rounding"));
      executable.run(NdArray.of(numbers, numbers.length, 1), NdArray.of(new float[] {-1}, 1, 1));
      return executable.read("y").floats();
    }
  }

  @Test
  void bf16_is_the_nearest_and_even_of_two() {
    float[] numbers = {
      1,
      0x1.01p0f,
      0x1.010002p0f,
      0x1.03p0f,
      -0x1.03p0f,
      0,
      0x1p-133f,
      0x1.8p-134f,
      0x1p-134f,
      0x1.fep127f,
      MOST,
      -MOST,
      INFINITE,
      -INFINITE,
      Float.NaN,
      Float.intBitsToFloat(0x7f800001)
    };
    float[] expected = {
      1,
      1,
      0x1.02p0f,
      0x1.04p0f,
      -0x1.04p0f,
      0,
      0x1p-133f,
      0x1p-133f,
      0,
      0x1.fep127f,
      INFINITE,
      -INFINITE,
      INFINITE,
      -INFINITE,
      Float.NaN,
      Float.NaN
    };
    assertThat(rounded(Precision.BF16, numbers)).containsExactly(expected);
  }

  @Test
  void fp16_is_the_nearest_and_even_of_two() {
    float[] numbers = {
      1,
      0x1.002p0f,
      0x1.002002p0f,
      0x1.006p0f,
      -0x1.006p0f,
      0,
      0x1p-24f,
      0x1.8p-25f,
      0x1p-25f,
      65504,
      65519,
      65520,
      -65520,
      MOST,
      INFINITE,
      -INFINITE,
      Float.NaN
    };
    float[] expected = {
      1,
      1,
      0x1.004p0f,
      0x1.008p0f,
      -0x1.008p0f,
      0,
      0x1p-24f,
      0x1p-24f,
      0,
      65504,
      65504,
      INFINITE,
      -INFINITE,
      INFINITE,
      INFINITE,
      -INFINITE,
      Float.NaN
    };
    assertThat(rounded(Precision.FP16, numbers)).containsExactly(expected);
  }
}
