package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Precision;
import dev.figment.graph.Program;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What epilogues of products and convolutions save in a training step of 128 examples, as counted
 * in the guide.
 */
class PresetLaunchesTest {
  private static final int BATCH = 128;

  @ParameterizedTest
  @CsvSource({
    "dense VAE, vae, 25, 22, 1622016",
    "residual GAN with spectral norm, critic, 173, 171, 9633792",
    "residual GAN with spectral norm, generator, 122, 118, 41746432",
    "classifier, classifier, 24, 24, 0",
    "DCGAN of 28, critic, 55, 55, 0",
    "DCGAN of 28, generator, 54, 54, 0",
    "DCGAN of 64, critic, 70, 70, 0",
    "DCGAN of 64, generator, 64, 64, 0",
    "WGAN-GP, critic, 83, 83, 0",
    "dense GAN, critic, 34, 34, 0",
  })
  void epilogues_save_launches_and_bytes(
      String preset, String program, int apart, int together, long bytes) {
    Program step =
        Presets.programs(preset, BATCH, Precision.FP32).stream()
            .filter(each -> each.getName().equals(program) && !each.getUpdates().isEmpty())
            .findFirst()
            .orElseThrow();
    PaperPlan without = new PaperPlan(step, new PaperDevice(false));
    PaperPlan with = new PaperPlan(step, new PaperDevice(true));
    assertThat(List.of(without.recorded(), with.recorded()))
        .isEqualTo(Arrays.asList(apart, together));
    assertThat(without.touched() - with.touched()).isEqualTo(bytes);
  }
}
