package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.cuda.CudaOptions;
import java.util.List;

/**
 * What {@code cuda} and words behind a colon ask for: {@code cuda:1} the second GPU, {@code
 * cuda:0,1} two that share each batch, {@code cuda:search}, {@code cuda:nondeterministic} and
 * {@code cuda:branches} how they compute, {@code cuda:0,1,search} both.
 */
final class CudaName {
  private static final String SEARCH = "search";
  private static final String NONDETERMINISTIC = "nondeterministic";
  private static final String BRANCHES = "branches";

  private static final List<String> WORDS = List.of(SEARCH, NONDETERMINISTIC, BRANCHES);

  private CudaName() {}

  /**
   * The options that a name asks for.
   *
   * @throws FigmentException if a word is none of these, or a GPU is named twice
   */
  static CudaOptions options(String name) {
    List<String> words = List.of(name.substring(name.indexOf(':') + 1).split(",", -1));
    for (String word : words) {
      if (!isNumber(word) && !WORDS.contains(word)) {
        throw new FigmentException(
            "backend " + name + ": '" + word + "' is no GPU's number, nor one of " + WORDS,
            "write cuda:1 for the second GPU, cuda:0,1 for two, cuda:search or cuda:0,1,search");
      }
    }
    int[] numbers = words.stream().filter(CudaName::isNumber).mapToInt(Integer::parseInt).toArray();
    CudaOptions options =
        CudaOptions.defaults()
            .search(words.contains(SEARCH))
            .deterministic(!words.contains(NONDETERMINISTIC))
            .branches(words.contains(BRANCHES));
    return switch (numbers.length) {
      case 0 -> options;
      case 1 -> options.device(numbers[0]);
      default -> options.devices(numbers);
    };
  }

  private static boolean isNumber(String word) {
    return word.matches("\\d{1,4}");
  }
}
