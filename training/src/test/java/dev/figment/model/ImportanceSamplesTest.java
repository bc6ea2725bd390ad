package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.metric.LogSumExp;
import dev.figment.optim.Adam;
import dev.figment.testing.CaseInputs;
import dev.figment.testing.GradientCheck;
import dev.figment.testing.OpCase;
import dev.figment.train.DataSpec;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportanceSamplesTest {
  private static final Dataset DATA = TinyData.bars(64);

  private static Vae vae() {
    return Vae.dense(DATA.getExampleShape(), 16).latentSize(3).optimizer(Adam.learningRate(0.01));
  }

  private static Tensor bound(Tensor logLikelihood, Tensor priorOverPosterior, double beta) {
    Posterior none = new Posterior(logLikelihood, logLikelihood);
    return new LatentDraws(none, logLikelihood, priorOverPosterior)
        .bound(logLikelihood.sum().like(beta).reshape(1));
  }

  @Test
  void gradients_are_those_of_central_differences() {
    OpCase row =
        OpCase.of(
            "importance-weighted bound",
            in -> bound(in.uniform(-3, 0, 4, 3), in.uniform(-2, 2, 4, 3), 0.7));
    GradientCheck.check(row, 1);
    GradientCheck.check(row, 2);
  }

  /** Log weights of images are far below what the exponential of a float can hold. */
  @Test
  void is_the_logarithm_of_the_mean_weight_however_small() {
    double[] likelihoods = {-1000, -1002, -90, -91.5, -999, -5000};
    double[] ratios = {-20, -19, -12, -10, -22, 3};
    double value = run(in -> bound(values(in, likelihoods), values(in, ratios), 0.5));
    double expected = 0;
    for (int image = 0; image < 2; image++) {
      LogSumExp sum = new LogSumExp();
      for (int k = 0; k < 3; k++) {
        sum.add(likelihoods[2 * k + image] + 0.5 * ratios[2 * k + image]);
      }
      expected -= sum.mean() / 2;
    }
    assertThat(value).isCloseTo(expected, within(1e-9));
  }

  private static Tensor values(CaseInputs in, double... values) {
    return in.values(values).reshape(3, 2);
  }

  private static double run(OpCase.Body loss) {
    OpCase.Built built = OpCase.of("bound", loss).build(DType.F64, 0);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(built.getProgram());
      program.run(built.getArrays());
      return program.read("value").get(0);
    }
  }

  @Test
  void trains_on_the_bound_that_the_log_likelihood_is_measured_by() {
    try (Backend backend = Backend.named("reference")) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(16)
              .epochs(40)
              .seed(3)
              .train(vae().importanceSamples(5), DATA);
      assertThat(trained.getHistory().getEpochs().get(39).getLoss())
          .isLessThan(trained.getHistory().getEpochs().get(0).getLoss() - 1);
      float[][] often = new float[1600][16];
      for (int i = 0; i < often.length; i++) {
        DATA.read(i % 64, often[i], 0);
      }
      Dataset repeated = Datasets.of(DATA.getExampleShape(), DATA.getRange(), often);
      Map<String, Double> terms = trained.evaluate(repeated);
      assertThat(terms).containsOnlyKeys("loss", "reconstruction", "kl", "negativeElbo");
      assertThat(terms.get("loss"))
          .isCloseTo(-trained.logLikelihood(repeated, 5, 1000).getMean(), within(0.03));
      assertThat(terms.get("negativeElbo"))
          .isCloseTo(-trained.logLikelihood(repeated, 1, 1000).getMean(), within(0.1))
          .isGreaterThan(terms.get("loss") + 0.05);
    }
  }

  @Test
  void one_sample_is_the_evidence_lower_bound() {
    DataSpec spec = DataSpec.of(DATA.getExampleShape(), DATA.getRange(), java.util.List.of());
    assertThat(vae().importanceSamples(5)).asString().contains("\n  importanceSamples 5\n");
    assertThat(vae().importanceSamples(5).importanceSamples(1)).hasToString(vae().toString());
    assertThat(vae().importanceSamples(5).bind(spec).getPhases()).hasSize(1);
  }

  @Test
  void refuses_what_cannot_be() {
    DataSpec spec = DataSpec.of(DATA.getExampleShape(), DATA.getRange(), java.util.List.of());
    assertThatThrownBy(() -> vae().importanceSamples(0))
        .hasMessage(
            "a bound cannot be taken from 0 latents of an image\n"
                + "    use importanceSamples(1) for the evidence lower bound, 5 or 50 for tighter"
                + " ones");
    assertThatThrownBy(() -> vae().importanceSamples(5).freeBits(0.1).bind(spec))
        .hasMessage(
            "vae: the bound of 5 latents has no KL term that could carry free bits\n"
                + "    leave out freeBits(...) or importanceSamples(...)");
    assertThatThrownBy(
            () ->
                VaeGan.dense(DATA.getExampleShape(), 16)
                    .vae(v -> v.importanceSamples(5))
                    .bind(spec))
        .hasMessage(
            "vae-gan: the reconstruction of features is no likelihood that 5 latents could be"
                + " weighted by\n"
                + "    leave out importanceSamples(...)");
  }
}
