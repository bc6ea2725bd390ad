package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.model.TrainedVae;
import dev.figment.train.EpochReport;
import dev.figment.train.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  private static final TrainingPlan<VaeSettings, TrainedVae> VAE =
      new TrainingPlan<>(
          ModelKinds.VAE,
          new DataSettings("glyphs", 64, null, false, false),
          new TrainingSettings(3, 16, 1e-3, 0, 7, 0, "reference"),
          new VaeSettings("dense", List.of(8), 32, 3, "bernoulli", 1, 0, 0, false));

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

  private static TrainingRun<TrainedVae> run(Path out, int most) {
    Steps steps = new Steps();
    return new TrainingRun<>(
        VAE, ModelDirectory.at(out), line -> {}, () -> steps, () -> steps.count.get() >= most);
  }

  @Test
  void a_training_that_was_interrupted_and_resumed_is_the_same_as_one_that_was_not() {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    assertThat(run(whole, 1000).run().isInterrupted()).isFalse();

    TrainingOutcome interrupted = run(parts, 6).run();
    assertThat(interrupted.isInterrupted()).isTrue();
    assertThat(interrupted.trained().getSteps()).isEqualTo(6);
    assertThat(parts.resolve("encoder.onnx")).doesNotExist();

    assertThat(run(parts, 1000).resume().run().isInterrupted()).isFalse();
    for (String file : new String[] {"history.csv", "checkpoint.safetensors", "samples.png"}) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }
}
