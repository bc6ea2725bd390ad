package dev.figment.train;

import dev.figment.FigmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there whole or not at all: written beside their place, forced to the disk, then
 * renamed.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes bytes to a channel. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file; what stood in its place stays until the new one is whole.
   *
   * @throws FigmentException if that fails, for example for want of space
   */
  public static void write(Path file, Content content) {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (directory != null) {
        force(directory);
      }
    } catch (IOException error) {
      remove(temporary);
      throw new FigmentException(
          error,
          file + ": cannot be written: " + error.getMessage(),
          "what stood there before is untouched");
    }
  }

  /** Writes a text in UTF-8. */
  public static void write(Path file, String text) {
    write(
        file,
        channel -> writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Makes the rename last; systems that cannot open folders do without. */
  private static void force(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException error) {
      // Windows refuses to open folders; the file itself is on the disk.
      return;
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException error) {
      // The first error is the one to tell.
      return;
    }
  }
}
