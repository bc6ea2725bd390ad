package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.data.Dataset;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import dev.figment.optim.Sgd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in fp16, whose loss is scaled, on a backend that computes them in full. */
class ScaledTrainingTest {
  @TempDir Path folder;
  private final Dataset data = TinyData.bars(64);
  private final Backend backend = Backend.named("reference");
  private final Vae vae =
      Vae.dense(data.getExampleShape(), 8).latentSize(2).optimizer(Adam.learningRate(0.01));

  @AfterEach
  void close() {
    backend.close();
  }

  private Trainer trainer(Precision precision) {
    return Trainer.on(backend).batchSize(16).epochs(4).seed(5).precision(precision);
  }

  @Test
  void end_with_the_bits_of_one_without_a_factor() {
    TrainedVae full = trainer(Precision.FP32).averageWeights(0.9).train(vae, data);
    TrainedVae scaled = trainer(Precision.FP16).averageWeights(0.9).train(vae, data);
    assertThat(scaled.sample(4, 1)).isEqualTo(full.sample(4, 1));
    Map<String, Double> terms = scaled.getHistory().getEpochs().get(3).getTerms();
    assertThat(terms).containsEntry("lossScale", 65536.0).containsEntry("skipped", 0.0);
    assertThat(terms).containsAllEntriesOf(full.getHistory().getEpochs().get(3).getTerms());
  }

  @Test
  void take_the_factor_up_again() {
    Vae wild = wild();
    Trainer trainer = trainer(Precision.FP16);
    TrainedVae whole = trainer.train(wild, data);
    Trainer kept = trainer.checkpoints(folder);
    kept.epochs(2).train(wild, data);
    assertThat(kept.resume().train(wild, data).sample(4, 1)).isEqualTo(whole.sample(4, 1));
  }

  /** Gradients of about 1e35, which are finite in fp32 if they are not scaled far. */
  private Vae wild() {
    return vae.beta(1e35).optimizer(Sgd.learningRate(1e-3).clipNorm(1));
  }

  @Test
  void skip_steps_until_the_factor_is_small_enough() {
    List<Map<String, Double>> steps = new ArrayList<>();
    trainer(Precision.FP16).onStep(report -> steps.add(report.getTerms())).train(wild(), data);
    double scale = 65536;
    int skipped = 0;
    for (Map<String, Double> terms : steps) {
      assertThat(terms).containsEntry("lossScale", scale);
      if (terms.get("skipped") == 1) {
        scale /= 2;
        skipped++;
      }
    }
    assertThat(steps).hasSize(16);
    assertThat(skipped).isBetween(2, 14);
    assertThat(steps.get(0)).containsEntry("skipped", 1.0);
    assertThat(steps.get(15)).containsEntry("skipped", 0.0);
  }

  @Test
  void stop_where_no_factor_helps() {
    Vae lost = vae.optimizer(Sgd.learningRate(Schedule.piecewise(1e-3, 1e30, 4)));
    assertThatThrownBy(() -> trainer(Precision.FP16).batchSize(2).train(lost, data))
        .isInstanceOf(FigmentException.class)
        .hasMessageMatching(
            "(?s)step 2[0-9], phase vae: the loss is not finite: .*lossScale=1.0,.*")
        .hasMessageContaining("the first tensor that is not finite: ");
  }
}
