package dev.figment.data;

import dev.figment.FigmentException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The image files of a folder and the folders in it; links to folders are not followed. */
final class FolderSource implements ImageSource {
  private final Path folder;
  private final List<String> names;

  FolderSource(Path folder) {
    this.folder = folder;
    try (Stream<Path> files = Files.walk(folder)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
              .filter(ImageNames::isImage)
              .sorted()
              .toList();
    } catch (IOException | UncheckedIOException error) {
      throw new FigmentException(
          error, "the folder cannot be read (" + error + ")", "look at its rights and its disk");
    }
  }

  @Override
  public List<String> getNames() {
    return names;
  }

  @Override
  public byte[] read(String name, long limit) {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return Bytes.read(in, limit);
    } catch (IOException error) {
      throw new FigmentException(
          error, "the file cannot be read (" + error + ")", "look at its rights and its disk");
    }
  }

  @Override
  public void close() {}
}
