package dev.figment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.metric.Estimate;
import dev.figment.metric.ToyModes;
import dev.figment.optim.Schedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Table 1 of PacGAN (Lin et al. 2018) at a smaller size and with fewer steps. */
@Tag("learning")
class ToyGanLearningTest {
  private static final int PACKS = 100;

  @Test
  void packing_finds_the_modes_of_the_ring_that_a_gan_loses() {
    ToyArm alone = packed("ring", ToyModes.ring(8), 1, Schedule.constant(1e-3), 8);
    ToyArm packed = packed("ring", ToyModes.ring(8), 2, Schedule.constant(1e-3), 8);
    assertThat(packed.modes().getMean()).isGreaterThanOrEqualTo(7.5);
    assertThat(alone.modes().getMean()).isLessThan(packed.modes().getMean());
    assertAgrees(alone.modes(), 6.3, 0.5);
  }

  @Test
  void packing_finds_the_modes_of_the_grid_that_a_gan_loses() {
    Schedule falling = Schedule.cosine(1e-3, 1e-5, 30_000);
    ToyArm packed = packed("grid", ToyModes.grid(5), 2, falling, 30);
    ToyArm alone = packed("grid", ToyModes.grid(5), 1, falling, 30);
    assertThat(packed.modes().getMean()).isGreaterThanOrEqualTo(23);
    assertThat(alone.modes().getMean()).isLessThan(packed.modes().getMean());
    assertAgrees(alone.modes(), 17.3, 0.8);
  }

  @Test
  void a_gradient_penalty_finds_every_mode_of_the_ring() {
    ToyArm penalised = penalised("ring", ToyModes.ring(8));
    assertThat(penalised.modes().getMean()).isEqualTo(8);
    assertThat(penalised.highQuality().getMean()).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void a_gradient_penalty_finds_every_mode_of_the_grid() {
    ToyArm penalised = penalised("grid", ToyModes.grid(5));
    assertThat(penalised.modes().getMean()).isEqualTo(25);
    assertThat(penalised.highQuality().getMean()).isGreaterThanOrEqualTo(0.8);
  }

  /** An epoch is 1,000 steps. */
  private static ToyArm packed(
      String name, ToyModes modes, int pack, Schedule learningRate, int epochs) {
    return ToyArm.train(
        name + "-pack" + pack,
        modes,
        ToyGans.packed(pack, learningRate),
        1_000 * pack * PACKS,
        trainer -> trainer.batchSize(pack * PACKS).epochs(epochs));
  }

  /** An epoch is 2,000 steps, of five batches each. */
  private static ToyArm penalised(String name, ToyModes modes) {
    return ToyArm.train(
        name + "-penalty",
        modes,
        ToyGans.penalised(),
        2_000 * 5 * PACKS,
        trainer -> trainer.batchSize(PACKS).epochs(5).averageWeights(0.998));
  }

  /** Within three standard errors of both means together; ten runs are behind the published one. */
  private static void assertAgrees(Estimate ours, double published, double standardError) {
    double reach = 3 * Math.hypot(standardError, ours.getStandardError());
    assertThat(ours.getMean()).isBetween(published - reach, published + reach);
  }
}
