package dev.figment.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.nn.Scope;
import java.util.function.BinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-5);

  /** The function of two arrays, evaluated by the reference. */
  private static NdArray evaluate(BinaryOperator<Tensor> function, NdArray a, NdArray b) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Graph graph = new Graph();
      Tensor y = function.apply(graph.input("a", a.getType()), graph.input("b", b.getType()));
      graph.output("y", y);
      dev.figment.graph.Program program = graph.build("test");
      program.getVariables().keySet().forEach(v -> backend.write(v, v.initialValue(1)));
      Executable executable = backend.compile(program);
      executable.run(a, b);
      return executable.read("y");
    }
  }

  private static NdArray logProbability(Likelihood likelihood, NdArray pixels, NdArray logits) {
    Likelihood.Bound bound = likelihood.bind(Scope.of("likelihood"));
    return evaluate(bound::logProbability, pixels, logits);
  }

  @Test
  void bernoulli_sums_the_logarithms_of_probabilities() {
    NdArray x = NdArray.of(new float[] {1, 0, 0.25f, 1, 0, 1}, 2, 3);
    NdArray l = NdArray.of(new float[] {2, -1, 0.5f, -100, 100, 0}, 2, 3);
    NdArray result = logProbability(Likelihood.BERNOULLI, x, l);
    double p = 1 / (1 + Math.exp(-0.5));
    double first =
        Math.log(1 / (1 + Math.exp(-2)))
            + Math.log(1 - 1 / (1 + Math.exp(1)))
            + 0.25 * Math.log(p)
            + 0.75 * Math.log(1 - p);
    assertThat(result.get(0)).isCloseTo(first, CLOSE);
    assertThat(result.get(1)).isCloseTo(-200 + Math.log(0.5), CLOSE);
  }

  @Test
  void gaussian_and_laplace_are_the_logarithms_of_their_densities() {
    NdArray x = NdArray.of(new float[] {0.2f, 0.9f}, 1, 2);
    NdArray l = NdArray.of(new float[] {0.5f, 0.8f}, 1, 2);
    double s = 0.3;
    double gaussian =
        -0.5 * (0.3 * 0.3 + 0.1 * 0.1) / (s * s) - 2 * Math.log(s * Math.sqrt(2 * Math.PI));
    assertThat(logProbability(Likelihood.gaussian(s), x, l).get(0)).isCloseTo(gaussian, CLOSE);
    double laplace = -0.4 / s - 2 * Math.log(2 * s);
    assertThat(logProbability(Likelihood.laplace(s), x, l).get(0)).isCloseTo(laplace, CLOSE);
  }

  @ParameterizedTest
  @ValueSource(floats = {-3f, 0f, 0.001f, 0.37f, 0.9f, 1f, 40f})
  void discretised_logistic_gives_the_256_levels_a_probability_of_one(float mean) {
    float[] levels = new float[256];
    float[] means = new float[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = i / 255f;
      means[i] = mean;
    }
    NdArray log =
        logProbability(
            Likelihood.DISCRETISED_LOGISTIC, NdArray.of(levels, 256, 1), NdArray.of(means, 256, 1));
    double sum = 0;
    for (int i = 0; i < 256; i++) {
      assertThat(Double.isFinite(log.get(i))).isTrue();
      sum += Math.exp(log.get(i));
    }
    assertThat(sum).isCloseTo(1, CLOSE);
  }

  @Test
  void kl_is_that_of_numerical_integration() {
    NdArray mean = NdArray.of(new float[] {0, 1.5f, -0.7f}, 1, 3);
    NdArray log = NdArray.of(new float[] {0, -1, 0.8f}, 1, 3);
    NdArray kl = evaluate(GaussianKl::perDimension, mean, log);
    for (int i = 0; i < 3; i++) {
      double m = mean.get(i);
      double s = Math.exp(log.get(i) / 2);
      double sum = 0;
      for (int k = -100_000; k < 100_000; k++) {
        double u = k * 1e-4;
        double q = Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
        double x = m + s * u;
        sum += 1e-4 * q * (-u * u / 2 - Math.log(s) + x * x / 2);
      }
      assertThat(kl.get(i)).isCloseTo(sum, CLOSE);
    }
  }

  @Test
  void free_bits_count_each_dimension_at_least_as_much() {
    NdArray kl = NdArray.of(new float[] {0.1f, 2, 0.3f, 4}, 2, 2);
    NdArray result =
        evaluate(
            (a, b) -> GaussianKl.withFreeBits(a, 0.5).plus(b.times(0)),
            kl,
            NdArray.of(new float[1], 1).reshape());
    assertThat(result.get(0)).isCloseTo(3.5, CLOSE);
  }

  @Test
  void refuses_scales_that_are_none() {
    assertThatThrownBy(() -> Likelihood.gaussian(0))
        .hasMessage("a standard deviation cannot be 0.0\n    use a number above 0");
    assertThatThrownBy(() -> Likelihood.laplace(Double.NaN))
        .hasMessage("a scale cannot be NaN\n    use a number above 0");
    assertThatThrownBy(() -> Likelihood.named("poisson"))
        .hasMessage(
            "there is no likelihood named poisson\n"
                + "    choose bernoulli, gaussian, laplace or discretised-logistic");
  }

  @Test
  void learned_scales_begin_near_a_third() {
    assertThat(logProbability(Likelihood.GAUSSIAN, one(), one()).get(0))
        .isCloseTo(-Math.log(Math.exp(-1) * Math.sqrt(2 * Math.PI)), Offset.offset(2e-3));
  }

  private static NdArray one() {
    return NdArray.zeros(TensorType.f32(1, 1));
  }
}
