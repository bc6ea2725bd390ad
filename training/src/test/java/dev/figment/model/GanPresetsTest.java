package dev.figment.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Glyphs;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.train.DataSpec;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GanPresetsTest {
  private static final PixelRange SIGNED = PixelRange.SIGNED;

  @TempDir Path folder;

  static Stream<Arguments> sizes() {
    return Stream.of(28, 32, 64, 128)
        .flatMap(side -> Stream.of(1, 3).map(channels -> Arguments.of(channels, side, side)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void convolutional_and_residual_networks_fit_every_size(int channels, int height, int width) {
    Shape shape = Shape.of(channels, height, width);
    DataSpec data = DataSpec.of(shape, SIGNED, List.of("a", "b"));
    for (Gan gan : List.of(Gan.convolutional(shape, SIGNED, 8), Gan.residual(shape, SIGNED, 8))) {
      gan.bind(data);
      gan.loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(10)).bind(data);
      for (Conditioning how : Conditioning.values()) {
        gan.conditional(how).bind(data);
      }
    }
  }

  @Test
  void odd_sides_are_made_too() {
    Shape shape = Shape.of(1, 29, 17);
    DataSpec data = DataSpec.of(shape, SIGNED, List.of());
    Gan.convolutional(shape, SIGNED, 4).bind(data);
    Gan.residual(shape, SIGNED, 4).bind(data);
  }

  @Test
  void the_critic_of_a_preset_suits_the_penalty() {
    Shape shape = Shape.of(1, 28, 28);
    Gan plain = Gan.convolutional(shape, SIGNED, 8);
    assertThat(critic(plain)).contains("batchNorm()").doesNotContain("layerNorm()");
    assertThat(critic(plain.penalty(CriticPenalty.r1(1))))
        .contains("layerNorm()")
        .doesNotContain("batchNorm()");
    Gan residual = Gan.residual(shape, SIGNED, 8);
    assertThat(critic(residual)).contains("dense(1).spectralNorm()");
    assertThat(critic(residual.penalty(CriticPenalty.gradientPenalty(10))))
        .doesNotContain("spectralNorm()");
  }

  private static String critic(Gan gan) {
    return gan.toString()
        .lines()
        .filter(line -> line.startsWith("  critic "))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Gan> recipes() {
    Shape shape = Shape.of(1, 28, 28);
    return Stream.of(
        Gan.dense(shape, SIGNED, 32),
        Gan.convolutional(shape, SIGNED, 4),
        Gan.convolutional(shape, SIGNED, 4).pack(2),
        Gan.residual(shape, SIGNED, 4).loss(GanLoss.HINGE).conditional(Conditioning.PROJECTION));
  }

  /** With averaged weights, whose running statistics must be averaged along. */
  @ParameterizedTest
  @MethodSource("recipes")
  void presets_train_and_export_proved(Gan gan) {
    Dataset digits = Glyphs.digits(64, 1).scaledTo(SIGNED);
    try (Backend backend = Backend.named("cpu")) {
      TrainedGan trained =
          Trainer.on(backend).batchSize(16).epochs(2).averageWeights(0.8).train(gan, digits);
      assertThat(trained.exportOnnx(folder).getFiles()).hasSize(2);
      assertThat(trained.getHistory().getEpochs().get(1).getHealth().getNumbers())
          .containsKey("diversity");
      assertThat(trained.getHistory().getEpochs().get(1).getTerms())
          .containsKeys("D(real)", "D(fake)", "gradient", "generator.gradient");
    }
  }
}
