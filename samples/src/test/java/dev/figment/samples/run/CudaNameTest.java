package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuda:1                 | GPUs [1]",
        "cuda:0,2               | GPUs [0, 2] connected",
        "cuda:search            | GPUs [0], search",
        "cuda:nondeterministic  | GPUs [0], nondeterministic",
        "cuda:3,search          | GPUs [3], search",
        "cuda:branches,search   | GPUs [0], search, branches",
        "cuda:search,nondeterministic,0,1 | GPUs [0, 1] connected, nondeterministic, search"
      })
  void numbers_name_gpus_and_words_how_algorithms_are_chosen(String name, String meaning) {
    assertThat(CudaName.options(name).toString()).startsWith(meaning + ", cache ");
  }

  @ParameterizedTest
  @CsvSource({
    "cuda:,''",
    "cuda:fast,'fast'",
    "'cuda:0,',''",
    "'cuda:search,-1',-1",
    "cuda:12345,12345"
  })
  void another_word_is_refused_with_what_can_be_written(String name, String word) {
    assertThatThrownBy(() -> CudaName.options(name))
        .isInstanceOf(FigmentException.class)
        .hasMessageContaining(
            "backend "
                + name
                + ": '"
                + word
                + "' is no GPU's number, nor one of [search, nondeterministic, branches]")
        .hasMessageContaining(
            "write cuda:1 for the second GPU, cuda:0,1 for two, cuda:search or cuda:0,1,search");
  }
}
