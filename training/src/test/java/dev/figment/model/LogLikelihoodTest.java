package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.loss.Likelihood;
import dev.figment.metric.Estimate;
import dev.figment.metric.LogSumExp;
import dev.figment.nn.Layers;
import dev.figment.optim.Adam;
import dev.figment.train.Trainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLikelihoodTest {
  private static final double DEVIATION = 0.3;

  private final Dataset data = Datasets.of(Shape.of(1, 1, 3), PixelRange.UNIT, examples());
  private Backend backend;

  private static float[][] examples() {
    float[][] rows = new float[24][3];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i % 5 / 4f;
      rows[i][1] = i % 7 / 6f;
      rows[i][2] = (rows[i][0] + rows[i][1]) / 2;
    }
    return rows;
  }

  @BeforeEach
  void open() {
    backend = Backend.named("reference");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private TrainedVae train(Likelihood likelihood, int latents) {
    Vae vae =
        Vae.of(Layers.flatten(), Layers.dense(3))
            .latentSize(latents)
            .likelihood(likelihood)
            .optimizer(Adam.learningRate(0.02));
    return Trainer.on(backend).batchSize(12).epochs(60).seed(4).train(vae, data);
  }

  @Test
  void approaches_the_closed_form_of_a_linear_gaussian_model() {
    TrainedVae trained = train(Likelihood.gaussian(DEVIATION), 2);
    // Pixels are normal around b + W z, hence normal with mean b and covariance W W' + s^2.
    float[] columns = trained.images(NdArray.of(new float[] {0, 0, 1, 0, 0, 1}, 3, 2)).floats();
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        covariance[i][j] = i == j ? DEVIATION * DEVIATION : 0;
        for (int latent = 3; latent <= 6; latent += 3) {
          covariance[i][j] +=
              (columns[latent + i] - columns[i]) * (columns[latent + j] - columns[j]);
        }
      }
    }
    double expected = 0;
    for (float[] x : examples()) {
      double[] centred = {x[0] - columns[0], x[1] - columns[1], x[2] - columns[2]};
      expected += logNormal(centred, covariance) / data.getSize();
    }
    double many = trained.logLikelihood(data, 4000, 500).getMean();
    assertThat(many).isCloseTo(expected, within(0.01));
  }

  @Test
  void is_the_elbo_for_one_sample_and_rises_with_more() {
    TrainedVae trained = train(Likelihood.gaussian(DEVIATION), 2);
    float[][] often = new float[4800][];
    for (int i = 0; i < often.length; i++) {
      often[i] = examples()[i % 24];
    }
    Dataset repeated = Datasets.of(Shape.of(1, 1, 3), PixelRange.UNIT, often);
    double elbo = -trained.evaluate(repeated).get("negativeElbo");
    Estimate one = trained.logLikelihood(repeated, 1, 1200);
    assertThat(one.getMean()).isCloseTo(elbo, within(5 * one.getStandardError()));
    double ten = trained.logLikelihood(repeated, 10, 1200).getMean();
    assertThat(ten).isGreaterThan(one.getMean());
    assertThat(trained.logLikelihood(data, 2000, 1200).getMean()).isGreaterThan(ten);
  }

  @Test
  void approaches_the_integral_over_the_latent_of_a_bernoulli_model() {
    TrainedVae trained = train(Likelihood.BERNOULLI, 1);
    int points = 1601;
    double step = 0.01;
    float[] grid = new float[points];
    for (int i = 0; i < points; i++) {
      grid[i] = (float) ((i - points / 2) * step);
    }
    float[] p = trained.images(NdArray.of(grid, points, 1)).floats();
    double expected = 0;
    for (float[] x : examples()) {
      LogSumExp integral = new LogSumExp();
      for (int i = 0; i < points; i++) {
        double term = -grid[i] * (double) grid[i] / 2 - Math.log(2 * Math.PI) / 2;
        for (int j = 0; j < 3; j++) {
          term += x[j] * Math.log(p[3 * i + j]) + (1 - x[j]) * Math.log(1 - p[3 * i + j]);
        }
        integral.add(term + Math.log(step));
      }
      expected += integral.get() / data.getSize();
    }
    assertThat(trained.logLikelihood(data, 4000, 500).getMean()).isCloseTo(expected, within(0.005));
  }

  @Test
  void chunks_change_no_more_than_the_draws() {
    TrainedVae trained = train(Likelihood.BERNOULLI, 2);
    Estimate whole = trained.logLikelihood(data, 600, 600 * 24);
    assertThat(trained.logLikelihood(data, 600, 600 * 24).getMean()).isEqualTo(whole.getMean());
    for (int batch : new int[] {7, 250, 600 * 5}) {
      Estimate parts = trained.logLikelihood(data, 600, batch);
      assertThat(parts.getMean()).isCloseTo(whole.getMean(), within(0.01));
      assertThat(parts.getStandardError()).isCloseTo(whole.getStandardError(), within(0.01));
    }
  }

  @Test
  void counts_the_units_that_carry_something() {
    TrainedVae trained = train(Likelihood.gaussian(DEVIATION), 2);
    assertThat(trained.activeUnits(data).getSize()).isEqualTo(2);
    assertThat(trained.activeUnits(data).getCount()).isBetween(1, 2);
  }

  @Test
  void refuses_no_samples_and_other_data() {
    TrainedVae trained = train(Likelihood.BERNOULLI, 1);
    assertThatThrownBy(() -> trained.logLikelihood(data, 0, 10))
        .hasMessage(
            "log-likelihood: a bound cannot be taken from 0 samples, 10 at once\n"
                + "    use at least 1 of each, such as 1000 samples, 500 at once");
    assertThatThrownBy(() -> trained.logLikelihood(data.scaledTo(PixelRange.SIGNED), 5, 10))
        .hasMessage(
            "log-likelihood: the model was trained on [1, 1, 3] in UNIT, the data is [1, 1, 3] in"
                + " SIGNED\n"
                + "    resize the images, or call scaledTo(PixelRange.UNIT)");
  }

  /** The log density of a centred normal distribution in three dimensions, by elimination. */
  private static double logNormal(double[] x, double[][] covariance) {
    double result = -1.5 * Math.log(2 * Math.PI);
    double[] rest = x.clone();
    double[][] a = new double[3][];
    for (int i = 0; i < 3; i++) {
      a[i] = covariance[i].clone();
    }
    for (int k = 0; k < 3; k++) {
      result -= (Math.log(a[k][k]) + rest[k] * rest[k] / a[k][k]) / 2;
      for (int i = k + 1; i < 3; i++) {
        double factor = a[i][k] / a[k][k];
        rest[i] -= factor * rest[k];
        for (int j = k; j < 3; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return result;
  }
}
