package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.ProgramVerifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a unit computes once more, so that it need not be kept. */
class RecomputeTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.f32(4, 5));
  private final Tensor w = graph.input("w", TensorType.f32(5, 6));
  private final Tensor v = graph.input("v", TensorType.f32(6, 3));

  /** {@code x * sigmoid(x)}, as a layer makes it. */
  private static Tensor silu(Tensor x) {
    return x.times(x.sigmoid());
  }

  private Program simple() {
    return Simplify.of(graph.build("layer"));
  }

  private static String schedule(Program program) {
    return Fuse.of(program).toString();
  }

  @Test
  void the_sigmoid_of_a_silu_is_computed_again_for_its_gradient() {
    Tensor loss = silu(x.matMul(w)).matMul(v).square().sum();
    graph.output("slope", loss.gradient(w));
    Program simple = simple();
    assertThat(schedule(simple))
        .contains("sigmoid+mul over [4, 6]: 1 in, 2 out f32[4,6] f32[4,6]\n")
        .contains("mul+mul+mul+sub+mul+add over [4, 6]: 3 in, 1 out f32[4,6]\n");
    assertThat(schedule(Recompute.of(simple, true)))
        .contains("sigmoid+mul over [4, 6]: 1 in, 1 out f32[4,6]\n")
        .contains("sigmoid+mul+mul+mul+sub+mul+add over [4, 6]: 2 in, 1 out f32[4,6]\n");
  }

  @Test
  void a_value_is_kept_that_somebody_outside_wants() {
    Tensor product = x.matMul(w);
    Tensor loss = silu(product).matMul(v).square().sum();
    graph.output("slope", loss.gradient(w));
    graph.output("sigmoid", product.sigmoid());
    Program simple = simple();
    assertThat(Recompute.of(simple, true)).isSameAs(simple);
  }

  @Test
  void a_value_is_kept_that_a_product_reads() {
    Tensor active = x.matMul(w).sigmoid();
    Tensor loss = active.times(active.matMul(v).sumKept(1)).sum();
    graph.output("loss", loss);
    Program simple = simple();
    assertThat(Recompute.of(simple, true)).isSameAs(simple);
  }

  /** Then the product is read twice, and the sum need not be written. */
  @Test
  void a_sum_with_a_bias_is_computed_again_where_it_is_read() {
    Tensor large = graph.input("large", TensorType.f32(32, 5));
    Tensor bias = graph.input("bias", TensorType.f32(6));
    Tensor sum = large.matMul(w).plus(bias);
    graph.output("centred", sum.minus(sum.meanKept(0)));
    Program simple = simple();
    assertThat(schedule(simple))
        .contains("add+sum over [32, 6]: 2 in, 2 out f32[32,6] f32[1,6]\n")
        .contains("sub over [32, 6]: 2 in, 1 out f32[32,6]\n");
    assertThat(schedule(Recompute.of(simple, true)))
        .contains("add+sum over [32, 6]: 2 in, 1 out f32[1,6]\n")
        .contains("add+sub over [32, 6]: 3 in, 1 out f32[32,6]\n");
  }

  @Test
  void a_sum_with_as_many_numbers_is_kept() {
    Tensor large = graph.input("large", TensorType.f32(32, 5));
    Tensor other = graph.input("other", TensorType.f32(32, 6));
    Tensor sum = large.matMul(w).plus(other);
    graph.output("centred", sum.minus(sum.meanKept(0)));
    Program simple = simple();
    assertThat(Recompute.of(simple, true)).isSameAs(simple);
  }

  /** Then one more value would have to be read, and kept, instead. */
  @Test
  void a_value_is_kept_whose_inputs_are_not_read_anyway() {
    Tensor product = x.matMul(w);
    Tensor loss = product.tanh().matMul(v).square().sum();
    graph.output("slope", loss.gradient(w));
    Program simple = simple();
    assertThat(Recompute.of(simple, true)).isSameAs(simple);
  }

  @Test
  void the_numbers_are_the_same() {
    Tensor hidden = silu(silu(x.matMul(w)).plus(1));
    Tensor loss = silu(hidden.matMul(v)).square().sum();
    graph.output("loss", loss);
    graph.output("w", loss.gradient(w));
    graph.output("again", loss.gradient(x).square().sum().gradient(w));
    Program simple = simple();
    Program program = Recompute.of(simple, true);
    assertThat(program).isNotSameAs(simple);
    ProgramVerifier.verify(program);
    assertThat(results(program)).isEqualTo(results(simple));
  }

  private static Map<String, String> results(Program program) {
    Map<String, String> results = new LinkedHashMap<>();
    try (ReferenceBackend reference = new ReferenceBackend()) {
      Executable executable = reference.compile(program);
      executable.run(
          program.getInputs().values().stream().map(RecomputeTest::random).toArray(NdArray[]::new));
      for (String output : program.getOutputs().keySet()) {
        results.put(output, executable.read(output).toString());
      }
    }
    return results;
  }

  private static NdArray random(Tensor input) {
    NdArray array = NdArray.zeros(input.getType());
    Philox random = Philox.stream(3, "recompute", input.id());
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return array;
  }
}
