package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.loss.Likelihood;
import dev.figment.nn.Layers;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import dev.figment.train.Trainer;
import org.junit.jupiter.api.Test;

/** A VAE without hidden layers is probabilistic PCA, whose optimum has a closed form. */
class LinearVaeTest {
  private static final int PIXELS = 4;
  private static final int LATENTS = 2;
  private static final int STEPS = 4_000;

  /** The standard deviations of the data along its principal axes. */
  private static final double[] AXES = {0.3, 0.15, 0.06, 0.04};

  /** The sign in a row and a column of a Hadamard matrix, whose columns are orthogonal. */
  private static int sign(int row, int column) {
    return Integer.bitCount(row & column) % 2 == 0 ? 1 : -1;
  }

  /** Eight examples, many times, whose covariance has exactly these axes, turned. */
  private static Dataset data(int times) {
    float[][] rows = new float[8 * times][PIXELS];
    for (int i = 0; i < rows.length; i++) {
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        rows[i][pixel] = 0.5f;
        for (int axis = 0; axis < PIXELS; axis++) {
          rows[i][pixel] += (float) (AXES[axis] * sign(i % 8, axis + 1) * sign(axis, pixel) / 2);
        }
      }
    }
    return Datasets.of(Shape.of(1, 1, PIXELS), PixelRange.UNIT, rows);
  }

  /** The largest log-likelihood in nats per example (Tipping and Bishop 1999, eq. 3.4 to 3.8). */
  private static double optimum() {
    double noise = 0;
    double logs = 0;
    for (int axis = 0; axis < PIXELS; axis++) {
      if (axis < LATENTS) {
        logs += 2 * Math.log(AXES[axis]);
      } else {
        noise += AXES[axis] * AXES[axis] / (PIXELS - LATENTS);
      }
    }
    logs += (PIXELS - LATENTS) * Math.log(noise);
    return -(PIXELS * Math.log(2 * Math.PI) + logs + PIXELS) / 2;
  }

  /** So is its evidence lower bound (Lucas et al. 2019): the posterior can be exact. */
  @Test
  void reaches_the_optimum_of_probabilistic_pca() {
    Vae vae =
        Vae.of(Layers.flatten(), Layers.dense(PIXELS))
            .latentSize(LATENTS)
            .likelihood(Likelihood.GAUSSIAN)
            .optimizer(Adam.learningRate(Schedule.cosine(0.02, 1e-4, STEPS)));
    try (Backend backend = Backend.named("reference")) {
      TrainedVae trained =
          Trainer.on(backend).batchSize(32).epochs(STEPS).seed(1).train(vae, data(4));
      assertThat(trained.logLikelihood(data(1), 5_000, 5_000).getMean())
          .isCloseTo(optimum(), within(0.002));
      assertThat(-trained.evaluate(data(500)).get("negativeElbo"))
          .isCloseTo(optimum(), within(0.01));
    }
  }
}
