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
        3_199_616,
        2_896_512,
        2_896_896);
  }

  @Test
  void a_convolutional_vae_works_in_little_more_than_half() {
    Vae vae = Vae.convolutional(FACE, 32);
    check("conv VAE", vae, FACE, PixelRange.UNIT, 162_046_656, 90_558_144, 90_558_272);
  }

  @Test
  void a_dcgan_works_in_little_more_than_half() {
    Gan gan = Gan.convolutional(FACE, PixelRange.SIGNED, 64);
    check("DCGAN", gan, FACE, PixelRange.SIGNED, 237_311_168L, 129_828_032, 129_827_904);
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
    assertThat(bytes(recipe, shape, range, Precision.FP32)).as(name + " in fp32").isEqualTo(full);
    assertThat(bytes(recipe, shape, range, Precision.BF16)).as(name + " in bf16").isEqualTo(bf16);
    assertThat(bytes(recipe, shape, range, Precision.FP16)).as(name + " in fp16").isEqualTo(fp16);
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
