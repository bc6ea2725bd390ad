package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.model.TrainedGan;
import dev.figment.model.TrainedVae;
import dev.figment.train.EpochReport;
import dev.figment.train.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
  private static final TrainingPlan<VaeSettings, TrainedVae> VAE =
      new TrainingPlan<>(
          ModelKinds.VAE,
          new DataSettings("glyphs", 64, null, false, false),
          new TrainingSettings(3, 16, 1e-3, 0, 7, 0, "reference", "fp32"),
          new VaeSettings("dense", List.of(8), 32, 3, "bernoulli", 1, 0, 0, 1, false));

  private static final TrainingPlan<GanSettings, TrainedGan> GAN =
      new TrainingPlan<>(
          ModelKinds.GAN,
          new DataSettings("glyphs", 192, null, false, false),
          new TrainingSettings(3, 16, 1e-3, 0.9, 7, 0, "reference", "fp32"),
          new GanSettings(
              "dense",
              List.of(8),
              8,
              3,
              null,
              "r1:1:every=4",
              2,
              1,
              1,
              2e-3,
              0.1,
              0.1,
              List.of("translation"),
              "projection"));

  private static final TrainingPlan<VaeGanSettings, TrainedVae> VAE_GAN =
      new TrainingPlan<>(
          ModelKinds.VAE_GAN,
          GAN.data(),
          GAN.training(),
          new VaeGanSettings(VAE.model(), "hinge", "gradient-penalty:10", 1e-3, 0.1, 0.5));

  @TempDir Path folder;

  /** Steps that have been made; more than a number of them count as Ctrl-C. */
  private static final class Steps implements TrainingProgress {
    final AtomicInteger count = new AtomicInteger();

    @Override
    public void step(StepReport report) {
      count.incrementAndGet();
    }

    @Override
    public void epoch(EpochReport report) {}

    @Override
    public void close() {}
  }

  static Stream<TrainingPlan<?, ?>> plans() {
    return Stream.of(VAE, GAN, VAE_GAN);
  }

  private static TrainingRun<?> run(TrainingPlan<?, ?> plan, Path out, int most) {
    Steps steps = new Steps();
    return new TrainingRun<>(
        plan, ModelDirectory.at(out), line -> {}, () -> steps, () -> steps.count.get() >= most);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_training_that_was_interrupted_and_resumed_is_the_same_as_one_that_was_not(
      TrainingPlan<?, ?> plan) {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    TrainingOutcome complete = run(plan, whole, 1000).run();
    assertThat(complete.isInterrupted()).isFalse();

    // In the middle of an epoch.
    int most = (int) (complete.trained().getSteps() / 2) - 1;
    TrainingOutcome interrupted = run(plan, parts, most).run();
    assertThat(interrupted.isInterrupted()).isTrue();
    assertThat(interrupted.trained().getSteps()).isEqualTo(most);
    assertThat(parts.resolve("parity.json")).doesNotExist();

    assertThat(run(plan, parts, 1000).resume().run().isInterrupted()).isFalse();
    for (String file : new String[] {"history.csv", "checkpoint.safetensors", "samples.png"}) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }
}
