package dev.figment.infer;

import dev.figment.FigmentException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Placeholder for the scan. */
final class OnnxFile {
  private OnnxFile() {}

  static void check(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FigmentException("there is no file " + file);
    }
  }
}
