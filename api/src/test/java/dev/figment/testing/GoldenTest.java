package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"Adam", "vae"})
  void the_text_of_a_step_does_not_change(String name) {
    StepCase row =
        StepCase.all().stream().filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
    Golden.check(file(name), row.build().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer norm", "gradient penalty of a convolutional critic"})
  void the_text_of_a_gradient_does_not_change(String name) {
    OpCase row =
        OpCases.all().stream().filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
    Golden.check(file(name), row.build(DType.F32, 1).getProgram().toString());
  }

  private static String file(String name) {
    return "program-" + name.replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + ".txt";
  }

  @Test
  void a_golden_file_is_written_only_when_asked_for(@TempDir Path folder) {
    Path file = folder.resolve("deeper").resolve("text.txt");
    assertThatThrownBy(() -> Golden.check(file, "one\n", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not exist; -Dfigment.golden=write writes it");
    assertThat(file).doesNotExist();
    Golden.check(file, "one\n", true);
    assertThat(file).hasContent("one\n");
    assertThatCode(() -> Golden.check(file, "one\n", false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Golden.check(file, "two\n", false)).isInstanceOf(AssertionError.class);
  }
}
