package dev.figment.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A weight of two numbers whose gradient is the program's input. */
class LossScaleTest {
  private final Backend backend = Backend.named("reference");
  private final Variable weight = Variable.zeros("weight", TensorType.f32(2));
  private final Variable other = Variable.zeros("other", TensorType.f32(1));
  private final OptimizerState state = Sgd.learningRate(1).begin("sgd");
  private final LossScale scale = state.getLossScale();
  private final Executable step = backend.compile(build().build("step"));

  LossScaleTest() {
    step.getProgram()
        .getVariables()
        .keySet()
        .forEach(variable -> backend.write(variable, variable.initialValue(1)));
  }

  private Graph build() {
    Graph graph = new Graph();
    Tensor factor = graph.input("factor", TensorType.f32(2));
    Tensor loss = graph.read(weight).times(factor).sum().reshape(1);
    List<Tensor> scaled = scale.scaled(loss, List.of(graph.read(weight)));
    state.update(graph, List.of(weight), scale.unscaled(scaled));
    graph.update(other, graph.read(other).plus(1));
    scale.guard(graph, LossScale.finite(scaled));
    return graph;
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private void run(double first, double second) {
    step.run(NdArray.of(new float[] {(float) first, (float) second}, 2));
  }

  private double read(Variable variable) {
    return backend.read(variable).get(0);
  }

  @Test
  void gradients_are_what_they_are_without_it() {
    run(0.1, -3e-7);
    NdArray expected = NdArray.of(new float[] {-0.1f, 3e-7f}, 2);
    assertThat(backend.read(weight)).isEqualTo(expected);
    assertThat(read(other)).isEqualTo(1);
    assertThat(read(scale.getScale())).isEqualTo(65536);
    assertThat(read(scale.getGood())).isEqualTo(1);
  }

  @Test
  void a_gradient_that_is_not_finite_changes_the_factor_only() {
    run(0.5, 1);
    double[] wild = {1e34, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < wild.length; i++) {
      run(1, wild[i]);
      assertThat(read(scale.getScale())).isEqualTo(65536 / Math.pow(2, i + 1));
    }
    assertThat(backend.read(weight)).isEqualTo(NdArray.of(new float[] {-0.5f, -1}, 2));
    assertThat(read(other)).isEqualTo(1);
    assertThat(read(state.getCounter())).isEqualTo(1);
    assertThat(read(scale.getGood())).isZero();
    run(1, 1);
    assertThat(backend.read(weight)).isEqualTo(NdArray.of(new float[] {-1.5f, -2}, 2));
    assertThat(read(other)).isEqualTo(2);
  }

  @Test
  void it_grows_after_many_good_steps_in_a_row() {
    run(1, Double.NaN);
    for (int i = 0; i < 1999; i++) {
      run(0, 1);
    }
    assertThat(read(scale.getScale())).isEqualTo(32768);
    run(0, 1);
    assertThat(read(scale.getScale())).isEqualTo(65536);
    assertThat(read(scale.getGood())).isZero();
    assertThat(read(state.getCounter())).isEqualTo(2000);
  }

  @Test
  void it_stays_between_its_bounds() {
    backend.write(scale.getScale(), NdArray.of(new float[] {2}, 1));
    run(Double.NaN, 0);
    run(Double.NaN, 0);
    assertThat(read(scale.getScale())).isEqualTo(LossScale.LEAST);
    backend.write(scale.getScale(), NdArray.of(new float[] {(float) LossScale.MOST}, 1));
    backend.write(scale.getGood(), NdArray.of(new int[] {LossScale.INTERVAL - 1}, 1));
    run(1, 1);
    assertThat(read(scale.getScale())).isEqualTo(LossScale.MOST);
    assertThat(read(scale.getGood())).isZero();
  }
}
