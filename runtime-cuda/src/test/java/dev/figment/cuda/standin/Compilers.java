package dev.figment.cuda.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compilers of this machine. */
public final class Compilers {
  private Compilers() {}

  /** Whether a command can be run. */
  public static boolean exists(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Runs one; fails with its words. */
  public static void run(Path folder, List<String> command) {
    Path log = folder.resolve("compiler.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
