package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that must not change unnoticed: compared with a file under {@code src/test/resources/golden}
 * of the module under test, and written there with {@code -Dfigment.golden=write}.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Fails if the text differs from the golden file of this name. */
  public static void check(String file, String text) {
    check(FOLDER.resolve(file), text, "write".equals(System.getProperty("figment.golden")));
  }

  static void check(Path path, String text, boolean write) {
    try {
      if (write) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text, StandardCharsets.UTF_8);
      } else if (!Files.exists(path)) {
        fail("%s does not exist; -Dfigment.golden=write writes it", path);
      } else {
        assertThat(Files.readString(path, StandardCharsets.UTF_8).replace("\r\n", "\n"))
            .as("%s, rewritten with -Dfigment.golden=write", path)
            .isEqualTo(text);
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
