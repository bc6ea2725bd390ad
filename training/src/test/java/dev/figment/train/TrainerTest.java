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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir Path folder;
  private final Dataset data = TinyData.bars(64);
  private final Backend backend = Backend.named("reference");
  private final Vae vae =
      Vae.dense(data.getExampleShape(), 8).latentSize(2).optimizer(Adam.learningRate(0.01));

  @AfterEach
  void close() {
    backend.close();
  }

  private Trainer trainer(Path directory) {
    return Trainer.on(backend).batchSize(16).epochs(4).seed(5).checkpoints(directory);
  }

  private static String checkpoint(Path directory) throws Exception {
    byte[] bytes = Files.readAllBytes(directory.resolve("checkpoint.safetensors"));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void equal_seeds_give_equal_bytes_and_other_seeds_others() throws Exception {
    TrainedVae first = trainer(folder.resolve("a")).train(vae, data, data);
    TrainedVae second = trainer(folder.resolve("b")).train(vae, data, data);
    trainer(folder.resolve("c")).seed(6).train(vae, data, data);
    assertThat(checkpoint(folder.resolve("a"))).isEqualTo(checkpoint(folder.resolve("b")));
    assertThat(checkpoint(folder.resolve("a"))).isNotEqualTo(checkpoint(folder.resolve("c")));
    assertThat(first.getHistory().toCsv()).isEqualTo(second.getHistory().toCsv());
  }

  @Test
  void a_resumed_training_ends_with_the_bytes_of_an_unbroken_one() throws Exception {
    Trainer trainer = trainer(folder.resolve("whole")).averageWeights(0.9);
    TrainedVae whole = trainer.train(vae, data, data);
    Path half = folder.resolve("half");
    Trainer again = trainer.checkpoints(half);
    again.epochs(2).train(vae, data, data);
    TrainedVae resumed = again.resume().train(vae, data, data);
    assertThat(checkpoint(half)).isEqualTo(checkpoint(folder.resolve("whole")));
    assertThat(resumed.getHistory().toCsv()).isEqualTo(whole.getHistory().toCsv());
    assertThat(resumed.sample(4, 1)).isEqualTo(whole.sample(4, 1));
  }

  @Test
  void a_training_stopped_in_the_middle_of_an_epoch_resumes_exactly() throws Exception {
    Trainer trainer = trainer(folder.resolve("whole"));
    trainer.train(vae, data);
    AtomicInteger steps = new AtomicInteger();
    Trainer broken = trainer.checkpoints(folder.resolve("broken"));
    TrainedVae part =
        broken
            .onStep(report -> steps.incrementAndGet())
            .stopWhen(() -> steps.get() == 6)
            .train(vae, data);
    assertThat(part.isInterrupted()).isTrue();
    assertThat(part.getSteps()).isEqualTo(6);
    TrainedVae resumed = broken.resume().train(vae, data);
    assertThat(resumed.isInterrupted()).isFalse();
    assertThat(checkpoint(folder.resolve("broken"))).isEqualTo(checkpoint(folder.resolve("whole")));
  }

  @Test
  void a_checkpoint_can_be_restored_without_training() {
    Trainer trainer = trainer(folder).averageWeights(0.5);
    TrainedVae trained = trainer.train(vae, data);
    TrainedVae restored = trainer.restore(vae, data);
    assertThat(restored.sample(5, 2)).isEqualTo(trained.sample(5, 2));
    assertThat(restored.evaluate(data)).isEqualTo(trained.evaluate(data));
    assertThat(restored.getSteps()).isEqualTo(16);
  }

  @Test
  void refuses_the_checkpoint_of_another_training() {
    trainer(folder).train(vae, data);
    assertThatThrownBy(() -> trainer(folder).seed(9).resume().train(vae, data))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            folder.resolve("checkpoint.safetensors")
                + ": the checkpoint belongs to another training: figment.seed is 5, not 9\n"
                + "    use the same settings, or another folder");
  }

  @Test
  void training_steps_have_the_precision_that_was_asked_for_and_a_checkpoint_keeps_it() {
    Trainer trainer = trainer(folder).precision(Precision.BF16);
    trainer.train(vae, data);
    assertThatThrownBy(() -> trainer.precision(Precision.TF32).resume().train(vae, data))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            folder.resolve("checkpoint.safetensors")
                + ": the checkpoint belongs to another training: figment.precision is bf16, not"
                + " tf32\n    use the same settings, or another folder");
    assertThatThrownBy(() -> Precision.named("fp8"))
        .isInstanceOf(FigmentException.class)
        .hasMessage("there is no precision named fp8\n    the names are fp32, tf32, bf16, fp16");
  }

  @Test
  void a_loss_that_is_not_finite_names_step_phase_and_first_tensor_and_keeps_the_checkpoint()
      throws Exception {
    trainer(folder).epochs(1).train(vae, data);
    String good = checkpoint(folder);
    Vae wild = vae.optimizer(Sgd.learningRate(Schedule.piecewise(1e-3, 1e30, 4)));
    Path other = folder.resolve("wild");
    assertThatThrownBy(() -> trainer(other).train(wild, data))
        .isInstanceOf(FigmentException.class)
        .hasMessageContaining("step 6, phase vae: the loss is not finite: {loss=")
        .hasMessageContaining("the first tensor that is not finite: ")
        .hasMessageContaining(" in step 6")
        .hasMessageContaining("lower the learning rate, clip the gradients, or warm the rate up")
        .hasMessageContaining(
            "the last good checkpoint is " + other.resolve("checkpoint.safetensors"));
    assertThat(SafeTensors.read(other.resolve("checkpoint.safetensors")).getMetadata())
        .containsEntry("figment.step", "4");
    assertThat(checkpoint(folder)).isEqualTo(good);
  }

  @Test
  void stops_early_when_validation_no_longer_improves() {
    Vae stuck = vae.optimizer(Sgd.learningRate(1e-30));
    TrainedVae trained =
        Trainer.on(backend).batchSize(16).epochs(50).earlyStopping(2).train(stuck, data, data);
    assertThat(trained.getHistory().getEpochs()).hasSize(3);
  }

  @Test
  void listeners_hear_every_step_and_epoch() {
    List<Long> steps = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    Trainer.on(backend)
        .batchSize(32)
        .epochs(2)
        .onStep(report -> steps.add(report.getStep()))
        .onEpoch(report -> epochs.add(report.getEpoch()))
        .train(vae, data);
    assertThat(steps).containsExactly(1L, 2L, 3L, 4L);
    assertThat(epochs).containsExactly(1, 2);
  }

  @Test
  void evaluation_counts_the_last_partial_batch() {
    TrainedVae trained = Trainer.on(backend).batchSize(16).epochs(1).train(vae, data);
    double all = trained.evaluate(data.take(40)).get("kl");
    double head = trained.evaluate(data.take(32)).get("kl");
    double tail = trained.evaluate(data.range(32, 40)).get("kl");
    assertThat(all)
        .isCloseTo((32 * head + 8 * tail) / 40, org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void refuses_to_train_without_a_full_batch() {
    assertThatThrownBy(() -> Trainer.on(backend).batchSize(65).train(vae, data))
        .hasMessage(
            "a data set of 64 examples does not fill a batch of 65\n"
                + "    use a batch size of at most 64");
  }

  @Test
  void refuses_to_evaluate_images_of_another_size() {
    TrainedVae trained = Trainer.on(backend).batchSize(16).epochs(1).train(vae, data);
    Dataset other = dev.figment.data.Glyphs.digits(4, 1);
    assertThatThrownBy(() -> trained.evaluate(other))
        .hasMessage(
            "the model was trained on [1, 4, 4] in UNIT, the data to evaluate is [1, 28, 28] in"
                + " UNIT\n"
                + "    resize the images, or call scaledTo(PixelRange.UNIT)");
  }

  @Test
  void averaged_weights_are_used_by_the_result() {
    Trainer trainer = Trainer.on(backend).batchSize(16).epochs(3);
    TrainedVae last = trainer.train(vae, data);
    TrainedVae averaged = trainer.averageWeights(0.99).train(vae, data);
    assertThat(averaged.evaluate(data).get("loss")).isNotEqualTo(last.evaluate(data).get("loss"));
    assertThat(averaged.getHistory().toCsv()).isEqualTo(last.getHistory().toCsv());
  }
}
