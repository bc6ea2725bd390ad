package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Glyphs;
import dev.figment.model.Vae;
import dev.figment.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EpochBarTest {
  @Test
  void shows_epoch_share_terms_speed_and_the_time_left() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    var digits = Glyphs.digits(64, 1);
    try (Backend backend = Backend.named("reference");
        PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        EpochBar bar = new EpochBar(stream, 16, new Goal(2, null))) {
      Trainer.on(backend)
          .batchSize(16)
          .epochs(2)
          .onStep(bar::step)
          .onEpoch(bar::epoch)
          .train(Vae.dense(digits.getExampleShape(), 4).latentSize(2), digits);
    }
    assertThat(terminal.toString(StandardCharsets.UTF_8))
        .contains("\r")
        .contains("epoch 2/2")
        .contains("100%");
  }

  @Test
  void closing_before_the_first_step_shows_nothing() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        EpochBar bar = new EpochBar(stream, 16, new Goal(2, null))) {
      assertThat(bar).isNotNull();
    }
    assertThat(terminal.size()).isZero();
  }
}
