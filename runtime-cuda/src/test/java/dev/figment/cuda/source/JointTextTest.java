package dev.figment.cuda.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.compile.Format;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JointTextTest {
  private static KernelText copy(int elements) {
    return SmallTexts.gather(Format.F32, Format.F32, 8, elements, 4);
  }

  private static List<String> functions(KernelText kernel) {
    return Pattern.compile("void (?:__launch_bounds__\\(\\d+\\) )?(\\w+)\\(")
        .matcher(kernel.getText())
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** The compiler gets many kernels at once. */
  @Test
  void the_same_parts_under_another_name_have_functions_of_their_own() {
    List<KernelText> parts = List.of(copy(3), copy(5));
    List<String> first = functions(JointText.of("copy and 1 more", parts));
    List<String> second = functions(JointText.of("concat and 1 more", parts));
    assertThat(first).hasSize(3).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(3).doesNotHaveDuplicates();
  }
}
