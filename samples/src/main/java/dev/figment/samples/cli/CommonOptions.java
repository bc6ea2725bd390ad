package dev.figment.samples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command. */
@Command(synopsisHeading = "Usage: ", sortOptions = false)
final class CommonOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
  @Nullable Path json;

  @Option(names = "--stacktrace", description = "Show where an error comes from.")
  boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Writes results where {@code --json} says, if it does. */
  void write(Map<String, Object> results) {
    Path file = json;
    if (file != null) {
      try {
        String text =
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results);
        AtomicFile.write(file, text + "\n");
      } catch (JsonProcessingException error) {
        throw new FigmentException(error, "the results cannot be written as JSON: " + results);
      }
    }
  }
}
