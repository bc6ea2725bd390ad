package dev.figment.samples.cli;

import dev.figment.samples.run.LabelChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that asks a conditional model for a label. */
final class LabelOption {
  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The label, by name or number, for models trained with --conditional.")
  @Nullable String label;

  /** The label among a model's; null if none was given. */
  @Nullable Integer among(List<String> names) {
    return LabelChoice.of(names, label);
  }

  /** The label for each of some images; none if the model takes none. */
  int[] forEach(List<String> names, int count) {
    Integer one = LabelChoice.required(names, label);
    return one == null ? new int[0] : LabelChoice.repeated(one, count);
  }
}
