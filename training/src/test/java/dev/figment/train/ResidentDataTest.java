package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.backend.Executable;
import dev.figment.data.Augmentation;
import dev.figment.data.Dataset;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.model.Conditioning;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend with memory of its own holds the data set, and the training is the same, bit by bit.
 */
class ResidentDataTest {
  private static final long BYTES = 64 * 16 * Float.BYTES;

  @TempDir Path folder;
  private final Dataset data = TinyData.labelledBars(64);

  /** The reference backend with so much room for data. */
  private static final class Roomy extends Backend {
    private final Backend inner = Backend.named("reference");
    private final long room;
    private final List<Program> programs = new ArrayList<>();

    Roomy(long room) {
      this.room = room;
    }

    @Override
    public String getName() {
      return inner.getName();
    }

    @Override
    public String getDescription() {
      return inner.getDescription();
    }

    @Override
    public Executable compile(Program program) {
      programs.add(program);
      return inner.compile(program);
    }

    @Override
    public NdArray read(Variable variable) {
      return inner.read(variable);
    }

    @Override
    public void write(Variable variable, NdArray value) {
      inner.write(variable, value);
    }

    @Override
    public long getDataRoom() {
      return room;
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private byte[] train(Recipe<?> recipe, Dataset examples, Roomy backend, String name)
      throws IOException {
    Path directory = folder.resolve(name);
    Trainer trainer = Trainer.on(backend).batchSize(16).seed(5).checkpoints(directory);
    trainer.epochs(1).train(recipe, examples);
    trainer.epochs(2).resume().train(recipe, examples);
    backend.close();
    return Files.readAllBytes(directory.resolve("checkpoint.safetensors"));
  }

  private static int numbersOfInput(Roomy backend) {
    return backend.programs.get(0).getInputs().get(StepContext.DATA).getShape().getSize();
  }

  @Test
  void a_vae_learns_the_same_from_data_on_the_backend_and_is_told_numbers_of_examples()
      throws IOException {
    Vae vae = Vae.dense(data.getExampleShape(), 8).latentSize(2);
    Roomy resident = new Roomy(BYTES);
    Roomy streaming = new Roomy(BYTES - 1);
    assertThat(train(vae, data, resident, "resident"))
        .isEqualTo(train(vae, data, streaming, "streaming"));
    assertThat(numbersOfInput(resident)).isEqualTo(16);
    assertThat(numbersOfInput(streaming)).isEqualTo(16 * 16);
  }

  @Test
  void a_gan_with_labels_and_several_batches_a_step_learns_the_same() throws IOException {
    Dataset signed = data.scaledTo(PixelRange.SIGNED);
    Gan gan =
        Gan.dense(signed.getExampleShape(), PixelRange.SIGNED, 8)
            .latentSize(2)
            .conditional(Conditioning.PROJECTION)
            .criticSteps(2)
            .optimizer(Adam.learningRate(1e-3));
    Roomy resident = new Roomy(BYTES);
    assertThat(train(gan, signed, resident, "resident"))
        .isEqualTo(train(gan, signed, new Roomy(0), "streaming"));
    assertThat(numbersOfInput(resident)).isEqualTo(16);
  }

  @Test
  void data_that_changes_with_the_epoch_is_streamed() throws IOException {
    Vae vae = Vae.dense(data.getExampleShape(), 8).latentSize(2);
    Roomy backend = new Roomy(BYTES);
    train(vae, data.augmented(1, Augmentation.horizontalFlip()), backend, "augmented");
    assertThat(numbersOfInput(backend)).isEqualTo(16 * 16);
  }
}
