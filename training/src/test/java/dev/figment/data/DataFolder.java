package dev.figment.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder of real data for tests, which is not part of the project. */
final class DataFolder {
  private DataFolder() {}

  /** A file or folder of the data; without it the test is skipped, saying so. */
  static Path find(String name) {
    String named = System.getProperty("figment.data");
    String[] folders =
        named != null
            ? new String[] {named}
            : new String[] {"../shared/data", "../../shared/data", "../../../shared/data"};
    for (String folder : folders) {
      Path path = Path.of(folder).resolve(name);
      if (Files.exists(path)) {
        return path;
      }
    }
    Assumptions.abort(
        "skipped: there is no " + name + " in ../shared/data; name its folder with -Dfigment.data");
    throw new AssertionError();
  }
}
