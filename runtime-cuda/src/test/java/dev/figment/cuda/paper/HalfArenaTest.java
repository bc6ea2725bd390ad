package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of a step's memory 16 bits save. */
class HalfArenaTest {
  private static final Shape FACE = Shape.of(3, 64, 64);

  @Test
  void a_dense_vae_is_mostly_gradients_of_weights_which_stay_in_full() {
    Shape digit = Shape.of(1, 28, 28);
    check(
        "dense VAE",
        Vae.dense(digit, 400),
        digit,
        PixelRange.UNIT,
        3_201_024,
        2_897_920,
        2_899_712);
  }

  @Test
  void a_convolutional_vae_works_in_little_more_than_half() {
    Vae vae = Vae.convolutional(FACE, 32);
    check("conv VAE", vae, FACE, PixelRange.UNIT, 155_763_968, 90_558_720, 90_559_232);
  }

  @Test
  void a_dcgan_works_in_little_more_than_half() {
    Gan gan = Gan.convolutional(FACE, PixelRange.SIGNED, 64);
    check("DCGAN", gan, FACE, PixelRange.SIGNED, 237_115_136L, 129_632_000, 129_631_488);
  }

  /** The numbers are in the documentation, too. */
  private static void check(
      String name,
      Recipe<?> recipe,
      Shape shape,
      PixelRange range,
      long full,
      long bf16,
      long fp16) {
    assertThat(Stream.of(Precision.FP32, Precision.BF16, Precision.FP16))
        .as(name + " in fp32, bf16 and fp16")
        .map(precision -> bytes(recipe, shape, range, precision))
        .containsExactly(full, bf16, fp16);
  }

  /** The largest arena of a training's programs, in batches of 128. */
  private static long bytes(Recipe<?> recipe, Shape shape, PixelRange range, Precision precision) {
    int batch = 128;
    Dataset data = Datasets.of(shape, range, new float[batch][shape.getSize()]);
    try (ProgramRecorder recorder = new ProgramRecorder(1)) {
      Trainer.on(recorder).batchSize(batch).epochs(1).precision(precision).train(recipe, data);
      return recorder.programs().stream()
          .mapToLong(program -> new PaperPlan(program).plan().getArenaBytes())
          .max()
          .orElseThrow();
    }
  }
}
