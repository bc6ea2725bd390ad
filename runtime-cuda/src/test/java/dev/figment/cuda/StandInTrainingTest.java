package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.cuda.standin.StandIn;
import dev.figment.model.Vae;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trainings on libraries that play CUDA's. */
class StandInTrainingTest extends TrainingConformance {
  @Override
  @Nullable String problem() {
    return StandIn.problem();
  }

  @Override
  Backend open() {
    return new CudaBackend(new StandInProvider().gpu(), 0);
  }

  @Test
  void gradients_beyond_fp16_are_skipped_until_the_loss_is_scaled_less() {
    Vae steep = vae().beta(1e3);
    List<Map<String, Double>> steps =
        losses(open(), Precision.FP16, steep, noise(64, PixelRange.UNIT, 1, 6, 6), 16, 20);
    double scale = 65536;
    for (Map<String, Double> terms : steps) {
      assertThat(terms).containsEntry("lossScale", scale);
      scale *= terms.get("skipped") == 1 ? 0.5 : 1;
    }
    assertThat(scale).isBetween(16.0, 16384.0);
    assertThat(steps.get(19).get("loss")).isLessThan(steps.get(0).get("loss"));
  }
}
