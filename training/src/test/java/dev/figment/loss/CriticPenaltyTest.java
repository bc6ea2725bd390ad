package dev.figment.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.testing.CaseInputs;
import dev.figment.testing.GradientCheck;
import dev.figment.testing.OpCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CriticPenaltyTest {
  static Stream<CriticPenalty> slopes() {
    return Stream.of(
        CriticPenalty.gradientPenalty(10),
        CriticPenalty.dragan(10),
        CriticPenalty.r1(2),
        CriticPenalty.r2(2),
        CriticPenalty.gradientPenalty(10).plus(CriticPenalty.r1(2)));
  }

  /** A smooth critic of two layers, whose weights are the parameters of the case. */
  private static Tensor penalty(CriticPenalty penalty, CaseInputs in) {
    in.randomness();
    Tensor first = in.away(6, 5);
    Tensor second = in.away(5, 1);
    Tensor real = in.uniform(-1, 1, 3, 6);
    Tensor fake = in.uniform(-1, 1, 3, 6);
    return penalty.of(
        x -> x.matMul(first).tanh().matMul(second).reshape(x.getShape().dim(0)), real, fake);
  }

  /** In double, with respect to the critic's weights and the examples. */
  @ParameterizedTest
  @MethodSource("slopes")
  void gradients_are_those_of_central_differences(CriticPenalty penalty) {
    OpCase row = OpCase.of(penalty.toString(), in -> penalty(penalty, in));
    GradientCheck.check(row, 1);
    GradientCheck.check(row, 2);
  }

  /** The slope of a linear critic is its weight, everywhere. */
  @Test
  void slopes_of_a_linear_critic_have_closed_forms() {
    assertThat(linear(CriticPenalty.gradientPenalty(10))).isCloseTo(160, within(1e-4));
    assertThat(linear(CriticPenalty.dragan(10))).isCloseTo(160, within(1e-4));
    assertThat(linear(CriticPenalty.r1(3))).isCloseTo(37.5, within(1e-4));
    assertThat(linear(CriticPenalty.r2(3))).isCloseTo(37.5, within(1e-4));
  }

  /** With the weight (3, 4), of length 5. */
  private static double linear(CriticPenalty penalty) {
    OpCase.Built built =
        OpCase.of(
                "linear",
                in -> {
                  in.randomness();
                  Tensor weight = in.values(3, 4).reshape(2, 1);
                  Tensor real = in.uniform(-1, 1, 4, 2);
                  Tensor fake = in.uniform(-1, 1, 4, 2);
                  return penalty.of(x -> x.matMul(weight).reshape(4), real, fake);
                })
            .build(DType.F64, 0);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(built.getProgram());
      program.run(built.getArrays());
      NdArray value = program.read("value");
      return value.get(0);
    }
  }

  @Test
  void is_written_as_in_code() {
    CriticPenalty both =
        CriticPenalty.consistency(10, List.of(DifferentiableAugmentation.CUTOUT))
            .plus(CriticPenalty.r1(0.1));
    assertThat(both).hasToString("consistency(10.0, [cutout]) + r1(0.1)");
    assertThat(both.every(16)).hasToString("(consistency(10.0, [cutout]) + r1(0.1)).every(16)");
    assertThat(both.takesSlopes()).isTrue();
    assertThat(both.every(16).getInterval()).isEqualTo(16);
  }

  @Test
  void refuses_what_cannot_be() {
    assertThatThrownBy(() -> CriticPenalty.r1(1).every(0))
        .hasMessage("r1(1.0) cannot be due every 0 steps\n    use at least 1");
    assertThatThrownBy(() -> CriticPenalty.r1(1).plus(CriticPenalty.r2(1).every(4)))
        .hasMessage(
            "r1(1.0) and r2(1.0).every(4) are not due in the same steps\n"
                + "    add them first, and call every(steps) on the sum");
    assertThatThrownBy(() -> CriticPenalty.consistency(1, List.of()))
        .hasMessage(
            "consistency needs a change to be consistent under\n"
                + "    give DifferentiableAugmentation.TRANSLATION, for example");
  }
}
