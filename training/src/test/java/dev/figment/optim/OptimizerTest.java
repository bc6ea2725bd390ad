package dev.figment.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule against five steps of PyTorch 2.13 in double precision on the loss {@code sum(c * w^2)
 * + sum(w)} with {@code c = (1, 2, 3)} from {@code w = (1, -2, 0.5)}.
 */
class OptimizerTest {
  static List<Arguments> rules() {
    return List.of(
        Arguments.of(Sgd.learningRate(0.05), PYTORCH_SGD),
        Arguments.of(Sgd.learningRate(0.05).momentum(0.9), PYTORCH_MOMENTUM),
        Arguments.of(RmsProp.learningRate(0.05), PYTORCH_RMSPROP),
        Arguments.of(Adam.learningRate(0.05), PYTORCH_ADAM),
        Arguments.of(Adam.learningRate(0.05).betas(0.5, 0.9).epsilon(1e-4), PYTORCH_ADAM_SETTINGS),
        Arguments.of(Adam.learningRate(0.05).weightDecay(0.1), PYTORCH_ADAMW),
        Arguments.of(Sgd.learningRate(0.05).clipNorm(1), PYTORCH_CLIPPED));
  }

  private static final double[] PYTORCH_SGD = {0.385735000, -0.823440000, -0.054620000};
  private static final double[] PYTORCH_MOMENTUM = {-0.543740000, 0.765735000, -0.685520000};
  private static final double[] PYTORCH_RMSPROP = {-0.198743347, -0.729807402, -0.165849266};
  private static final double[] PYTORCH_ADAM = {0.750889729, -1.750740520, 0.252576682};
  private static final double[] PYTORCH_ADAM_SETTINGS = {0.753790829, -1.753206272, 0.259499088};
  private static final double[] PYTORCH_ADAMW = {0.728724784, -1.703896090, 0.242846599};
  private static final double[] PYTORCH_CLIPPED = {0.910471365, -1.796146225, 0.386325277};

  @ParameterizedTest
  @MethodSource("rules")
  void follows_pytorch(Optimizer optimizer, double[] expected) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      TensorType type = TensorType.f32(3);
      Variable weight = Variable.of("w", type, seed -> NdArray.of(new float[] {1, -2, 0.5f}, 3));
      backend.write(weight, weight.initialValue(0));
      Graph graph = new Graph();
      Tensor w = graph.read(weight);
      Tensor c = graph.constant(NdArray.of(new float[] {1, 2, 3}, 3));
      Tensor loss = c.times(w.square()).plus(w).sum();
      OptimizerState state = optimizer.begin("test");
      state.update(graph, List.of(weight), loss.gradients(List.of(w)));
      Executable step = backend.compile(graph.build("step"));
      for (int i = 0; i < 5; i++) {
        step.run();
      }
      NdArray result = backend.read(weight);
      for (int i = 0; i < 3; i++) {
        assertThat(result.get(i)).isCloseTo(expected[i], Offset.offset(2e-6));
      }
      assertThat(backend.read(state.getCounter()).get(0)).isEqualTo(5);
    }
  }

  @Test
  void refuses_to_train_nothing() {
    assertThatThrownBy(
            () -> Adam.learningRate(1).begin("critic").update(new Graph(), List.of(), List.of()))
        .hasMessage(
            "critic has no weights to train\n    the networks of this phase have no variables");
  }

  @Test
  void is_written_as_in_code() {
    assertThat(Adam.learningRate(1e-3).betas(0.5, 0.9).weightDecay(0.1).clipNorm(2))
        .hasToString("Adam.learningRate(0.001).betas(0.5, 0.9).weightDecay(0.1).clipNorm(2.0)");
    assertThat(Adam.learningRate(1e-3).epsilon(1e-4))
        .hasToString("Adam.learningRate(0.001).betas(0.9, 0.999).epsilon(1.0E-4)");
    assertThat(Sgd.learningRate(Schedule.cosine(1, 0, 10).warmUp(5)).momentum(0.9))
        .hasToString("Sgd.learningRate(cosine(1.0, 0.0, 10.0).warmUp(5)).momentum(0.9)");
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void schedules_take_their_values(Schedule schedule, int step, double expected) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Graph graph = new Graph();
      Tensor input = graph.input("step", TensorType.of(DType.F32, Shape.of(1)));
      graph.output("value", schedule.at(input));
      Executable program = backend.compile(graph.build("schedule"));
      program.run(NdArray.of(new float[] {step}, 1));
      assertThat(program.read("value").get(0)).isCloseTo(expected, Offset.offset(1e-6));
    }
  }

  static List<Arguments> schedules() {
    return List.of(
        Arguments.of(Schedule.constant(0.3), 7, 0.3),
        Arguments.of(Schedule.linear(1, 0, 10), 5, 0.5),
        Arguments.of(Schedule.linear(1, 0, 10), 500, 0.0),
        Arguments.of(Schedule.cosine(2, 1, 10), 0, 2.0),
        Arguments.of(Schedule.cosine(2, 1, 10), 5, 1.5),
        Arguments.of(Schedule.cosine(2, 1, 10), 99, 1.0),
        Arguments.of(Schedule.exponential(1, 0.5, 10), 20, 0.25),
        Arguments.of(Schedule.piecewise(1, 0.1, 3, 6), 2, 1.0),
        Arguments.of(Schedule.piecewise(1, 0.1, 3, 6), 3, 0.1),
        Arguments.of(Schedule.piecewise(1, 0.1, 3, 6), 6, 0.01),
        Arguments.of(Schedule.constant(1).warmUp(4), 0, 0.25),
        Arguments.of(Schedule.constant(1).warmUp(4), 3, 1.0),
        Arguments.of(Schedule.constant(1).warmUp(4), 40, 1.0));
  }
}
