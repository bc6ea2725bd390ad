package dev.figment.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Gradients where a careless rule multiplies zero by infinity. */
class GradientEdgesTest {
  /** The value at a point, and its first and second derivative there. */
  private static double[] derivatives(UnaryOperator<Tensor> function, double at) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.of(DType.F64, Shape.of(1)));
    Tensor y = function.apply(x);
    Tensor first = y.gradient(x);
    graph.output("value", y);
    graph.output("first", first);
    graph.output("second", first.gradient(x));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(graph.build("derivatives"));
      program.run(NdArray.of(new double[] {at}, 1));
      return new double[] {
        program.read("value").scalar(),
        program.read("first").scalar(),
        program.read("second").scalar()
      };
    }
  }

  @Test
  void powers_of_zero_have_the_gradients_of_polynomials() {
    assertThat(derivatives(x -> x.pow(0), 0)).containsExactly(1, 0, 0);
    assertThat(derivatives(x -> x.pow(1), 0)).containsExactly(0, 1, 0);
    assertThat(derivatives(x -> x.pow(2), 0)).containsExactly(0, 0, 2);
    assertThat(derivatives(x -> x.pow(3), 0)).containsExactly(0, 0, 0);
  }

  @Test
  void powers_of_zero_by_a_computed_exponent_have_finite_gradients() {
    for (int exponent = 0; exponent < 3; exponent++) {
      Tensor[] parts = new Tensor[2];
      Graph graph = new Graph();
      TensorType type = TensorType.of(DType.F64, Shape.of(1));
      parts[0] = graph.input("base", type);
      parts[1] = graph.input("exponent", type);
      Tensor y = parts[0].pow(parts[1]);
      List<Tensor> first = y.gradients(List.of(parts[0], parts[1]));
      List<Tensor> all = new ArrayList<>(first);
      first.forEach(g -> all.addAll(g.gradients(List.of(parts[0], parts[1]))));
      for (int i = 0; i < all.size(); i++) {
        graph.output("gradient " + i, all.get(i));
      }
      try (ReferenceBackend backend = new ReferenceBackend()) {
        Executable program = backend.compile(graph.build("powers"));
        program.run(NdArray.of(new double[] {0}, 1), NdArray.of(new double[] {exponent}, 1));
        for (int i = 0; i < all.size(); i++) {
          assertThat(program.read("gradient " + i).scalar()).isFinite();
        }
      }
    }
  }

  @Test
  void a_branch_that_is_not_selected_takes_no_gradient() {
    assertThat(derivatives(x -> x.greater(0).select(x, x.like(1)).log(), 0)[1]).isZero();
    // The gradient of the product is infinite for the branch that is selected, nought for the
    // other.
    UnaryOperator<Tensor> infinite =
        x -> x.greater(-1).select(x.square(), x).times(x.like(Double.POSITIVE_INFINITY));
    assertThat(derivatives(infinite, 1)[1]).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void squashing_functions_are_flat_far_out() {
    List<UnaryOperator<Tensor>> functions = List.of(Tensor::tanh, Tensor::sigmoid, Tensor::erf);
    for (UnaryOperator<Tensor> function : functions) {
      for (double at : new double[] {-1e30, -1000, 1000, 1e30}) {
        double[] derivatives = derivatives(function, at);
        assertThat(derivatives[0]).isBetween(-1.0, 1.0);
        assertThat(derivatives[1]).isZero();
        assertThat(derivatives[2]).isZero();
      }
    }
  }

  @Test
  void softplus_is_a_line_far_out() {
    assertThat(derivatives(Tensor::softplus, 1e30)).containsExactly(1e30, 1, 0);
    assertThat(derivatives(Tensor::softplus, -1e30)).containsExactly(0, 0, 0);
  }

  @Test
  void the_norm_of_zeros_has_finite_gradients() {
    double[] derivatives = derivatives(x -> x.reshape(1, 1).normPerSample(), 0);
    assertThat(derivatives[1]).isZero();
    assertThat(derivatives[2]).isFinite();
  }

  @Test
  void kinks_have_the_gradient_of_one_side_or_none() {
    assertThat(derivatives(Tensor::relu, 0)).containsExactly(0, 0, 0);
    assertThat(derivatives(Tensor::abs, 0)).containsExactly(0, 0, 0);
    assertThat(derivatives(x -> x.max(0), 0)).containsExactly(0, 1, 0);
    assertThat(derivatives(x -> x.max(x.times(1)), 2)).containsExactly(2, 1, 0);
    assertThat(derivatives(x -> x.min(x.times(1)), 2)).containsExactly(2, 1, 0);
  }

  @Test
  void equal_largest_numbers_share_one_gradient() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.of(DType.F64, Shape.of(2, 3)));
    graph.output("gradient", x.maximum(1).gradient(x));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(graph.build("ties"));
      program.run(NdArray.of(new double[] {1, 2, 2, 0, 0, -1}, 2, 3));
      assertThat(program.read("gradient").doubles()).containsExactly(0, 0.5, 0.5, 0.5, 0.5, 0);
    }
  }

  @Test
  void softmax_of_far_apart_numbers_stays_finite() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.of(DType.F64, Shape.of(1, 3)));
    Tensor loss = x.logSoftmax().slice(1, 0, 1);
    Tensor gradient = loss.gradient(x);
    graph.output("gradient", gradient);
    graph.output("second", gradient.square().gradient(x));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(graph.build("softmax"));
      program.run(NdArray.of(new double[] {-1e4, 0, 1e4}, 1, 3));
      assertThat(program.read("gradient").doubles()).containsExactly(1, 0, -1);
      assertThat(program.read("second").doubles()).containsOnly(0.0, -0.0);
    }
  }
}
