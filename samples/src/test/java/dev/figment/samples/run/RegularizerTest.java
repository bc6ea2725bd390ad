package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.model.Gan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularizerTest {
  private static final String CURE =
      "    write none, gradient-penalty:10, dragan:10, r1:1, r2:1, consistency:10 or clip:0.01;"
          + " :every=16 behind a penalty is for every 16th step only";

  private static String applied(String text) {
    Gan gan = Gan.dense(Shape.of(1, 8, 8), PixelRange.SIGNED, 4);
    return Regularizer.parse(text).applyTo(gan).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "none, penalty none",
    "gradient-penalty:10, penalty gradientPenalty(10.0)",
    "dragan:5, penalty dragan(5.0)",
    "r1:0.5:every=16, penalty r1(0.5).every(16)",
    "r2:1, penalty r2(1.0)",
    "clip:0.01, weightClipping 0.01"
  })
  void says_how_a_critic_is_held(String text, String setting) {
    assertThat(applied(text)).contains(setting);
  }

  @Test
  void consistency_is_under_translation() {
    assertThat(applied("consistency:10")).contains("penalty consistency(10.0, [translation])");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "r3:1, 'r3:1' is no regularizer",
        "r1, 'r1' is no regularizer",
        "r1:1:16, 'r1:1:16' is no regularizer",
        "clip:1:every=2, 'clip:1:every=2' is no regularizer",
        "r1:much, the weight 'much' of 'r1:much' is no number",
        "r1:-1, the weight of 'r1:-1' is not above 0",
        "r1:1:every=0, '0' in 'r1:1:every=0' is no whole number from 1"
      })
  void says_what_is_wrong_with_a_text(String text, String fact) {
    assertThatThrownBy(() -> Regularizer.parse(text))
        .isInstanceOf(FigmentException.class)
        .hasMessage(fact + "\n" + CURE);
  }
}
