package dev.figment.model;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.sigmoid;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import org.junit.jupiter.api.Test;

class LatentSearchTest {
  private static TrainedGan trained(Backend backend) {
    Gan gan =
        Gan.of(
                stack(dense(24), tanh(), dense(16), sigmoid(), reshape(1, 4, 4)),
                stack(flatten(), dense(1)))
            .latentSize(4);
    return Trainer.on(backend).batchSize(16).epochs(1).train(gan, TinyData.bars(64));
  }

  @Test
  void finds_latents_of_images_that_the_generator_made() {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan gan = trained(backend);
      NdArray images = gan.generate(gan.latents(5, 77));
      Projection found = gan.project(images, null, 300, 1);
      assertThat(found.getLatents().getShape()).hasToString("[5, 4]");
      for (int i = 0; i < 5; i++) {
        assertThat(found.getError(i)).isLessThan(1e-4);
      }
      assertThat(gan.project(images, null, 300, 1).getLatents()).isEqualTo(found.getLatents());
    }
  }

  @Test
  void fills_in_pixels_that_are_not_known() {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan gan = trained(backend);
      NdArray whole = gan.generate(gan.latents(3, 77));
      float[] upper = whole.floats().clone();
      float[] known = new float[upper.length];
      for (int i = 0; i < upper.length; i++) {
        known[i] = i % 16 < 8 ? 1 : 0;
        upper[i] = i % 16 < 8 ? upper[i] : 99;
      }
      NdArray images = NdArray.of(upper, whole.getShape());
      Projection found = gan.project(images, NdArray.of(known, whole.getShape()), null, 600, 1);
      NdArray filled = gan.generate(found.getLatents());
      for (int i = 0; i < 3; i++) {
        assertThat(found.getError(i)).isLessThan(1e-4);
      }
      assertThat(filled.floats()).containsExactly(whole.floats(), within(0.15f));
    }
  }

  @Test
  void refuses_weights_of_another_shape() {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan gan = trained(backend);
      NdArray images = NdArray.of(new float[32], 2, 1, 4, 4);
      NdArray weights = NdArray.of(new float[16], 1, 1, 4, 4);
      assertThatThrownBy(() -> gan.project(images, weights, null, 10, 1))
          .hasMessage(
              "projection: the weights are [1, 1, 4, 4], the images [2, 1, 4, 4]\n"
                  + "    give one weight for each pixel");
    }
  }

  @Test
  void refuses_images_of_another_size() {
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan gan = trained(backend);
      NdArray images = NdArray.of(new float[18], 2, 1, 3, 3);
      assertThatThrownBy(() -> gan.project(images, null, 10, 1))
          .hasMessage(
              "projection: the images are [2, 1, 3, 3], the generator makes [2, 1, 4, 4]\n"
                  + "    resize the images");
    }
  }
}
