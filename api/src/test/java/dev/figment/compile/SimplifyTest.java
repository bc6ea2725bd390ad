package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.ProgramVerifier;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SimplifyTest {
  private static String simplified(UnaryOperator<Tensor> body) {
    Graph graph = new Graph();
    graph.output("y", body.apply(graph.input("x", TensorType.f32(2, 3))));
    return Simplify.of(graph.build("p")).toString();
  }

  private static void leaves_only_the_input(UnaryOperator<Tensor> body) {
    assertThat(simplified(body))
        .isEqualTo(
            """
            program p
              %0 f32[2,3] = input(x)
              output y = %0
            """);
  }

  @Test
  void leaves_out_what_changes_nothing() {
    leaves_only_the_input(x -> x.times(1).plus(0).minus(0).div(1).pow(1));
    leaves_only_the_input(x -> x.unaryMinus().unaryMinus().detach());
    leaves_only_the_input(x -> x.reshape(6).reshape(3, 2).reshape(2, 3));
    leaves_only_the_input(x -> x.transpose(1, 0).transpose(1, 0));
    leaves_only_the_input(x -> x.reshape(2, 1, 3).sum(1));
  }

  @Test
  void computes_once_what_is_written_twice() {
    assertThat(simplified(x -> x.exp().plus(1).times(x.exp().plus(1))))
        .isEqualTo(
            """
            program p
              %0 f32[2,3] = input(x)
              %1 f32[2,3] = exp %0
              %2 f32[2,3] = constant(1.0, f32[2,3])
              %3 f32[2,3] = add %1 %2
              %4 f32[2,3] = square %3
              output y = %4
            """);
  }

  @Test
  void folds_numbers() {
    assertThat(simplified(x -> x.times(x.like(4).sqrt().plus(1)).times(2).plus(x.like(3).log())))
        .isEqualTo(
            """
            program p
              %0 f32[2,3] = input(x)
              %1 f32[2,3] = constant(6.0, f32[2,3])
              %2 f32[2,3] = mul %0 %1
              %3 f32[2,3] = constant(1.0986122886681098, f32[2,3])
              %4 f32[2,3] = add %2 %3
              output y = %4
            """);
  }

  @Test
  void folds_parts_of_numbers() {
    assertThat(simplified(x -> x.slice(1, 0, 1).plus(x.like(3).slice(1, 0, 1))))
        .isEqualTo(
            """
            program p
              %0 f32[2,3] = input(x)
              %1 f32[2,1] = slice(axis=1, start=0, size=1) %0
              %2 f32[2,1] = constant(3.0, f32[2,1])
              %3 f32[2,1] = add %1 %2
              output y = %3
            """);
  }

  @Test
  void folds_transposes_into_products() {
    assertThat(simplified(x -> x.transpose(1, 0).matMul(x)))
        .isEqualTo(
            """
            program p
              %0 f32[2,3] = input(x)
              %1 f32[3,3] = matMul(TN) %0 %0
              output y = %1
            """);
  }

  @Test
  void forgets_the_value_before_a_leaky_relu() {
    String text =
        simplified(
            x -> {
              Tensor y = x.max(x.times(0.2));
              return y.square().sum().gradient(x);
            });
    assertThat(text)
        .contains("%3 f32[2,3] = max %0 %2")
        .contains("greaterOrEqual %3")
        .doesNotContain("greaterOrEqual %0");
    assertThat(text).doesNotContain("greater %2");
  }

  @Test
  void forgets_the_value_before_a_relu() {
    String text =
        simplified(
            x -> {
              Tensor y = x.relu();
              return y.plus(y.gradient(x));
            });
    assertThat(text).contains("%1 f32[2,3] = relu %0").contains("greater %1");
  }

  @Test
  void keeps_products_with_zero_because_of_infinities() {
    assertThat(simplified(x -> x.times(0))).contains("mul");
  }

  @TestFactory
  Stream<DynamicTest> keeps_the_numbers_of() {
    return OpCases.all().stream()
        .map(row -> DynamicTest.dynamicTest(row.getName(), () -> keepsNumbers(row)));
  }

  private static void keepsNumbers(OpCase row) {
    for (int order = 0; order <= Math.min(1, row.getOrder()); order++) {
      OpCase.Built built = row.build(DType.F64, order);
      Program simple = Simplify.of(built.getProgram());
      ProgramVerifier.verify(simple);
      try (ReferenceBackend reference = new ReferenceBackend()) {
        Executable before = reference.compile(built.getProgram());
        Executable after = reference.compile(simple);
        before.run(built.getArrays());
        after.run(built.getArrays());
        for (String output : simple.getOutputs().keySet()) {
          NdArray expected = before.read(output);
          NdArray actual = after.read(output);
          for (int i = 0; i < expected.getSize(); i++) {
            double room = 1e-12 * Math.max(1, Math.abs(expected.get(i)));
            assertThat(
                    Math.abs(actual.get(i) - expected.get(i)) <= room
                        || Double.compare(actual.get(i), expected.get(i)) == 0)
                .as("%s[%d]: %s, was %s", output, i, actual.get(i), expected.get(i))
                .isTrue();
          }
        }
      }
    }
  }
}
