package dev.figment.data;

import dev.figment.FigmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The image files of a zip archive.
 *
 * <p>Nothing is written to disk. An archive whose names lead out of it, or whose entries overlap to
 * unpack the same bytes again and again, is refused; the size of each file is limited when read.
 */
final class ZipSource implements ImageSource {
  private static final String DAMAGED = "copy or download the archive again";

  private final ZipFile zip;
  private final List<String> names = new ArrayList<>();

  ZipSource(Path file) {
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException error) {
      throw new FigmentException(
          error, "this is not a zip archive (" + error.getMessage() + ")", DAMAGED);
    } catch (IOException error) {
      throw new FigmentException(
          error, "the archive cannot be read (" + error + ")", "look at its rights and its disk");
    }
    try {
      list(Files.size(file));
    } catch (IOException | RuntimeException error) {
      close();
      if (error instanceof FigmentException known) {
        throw known;
      }
      throw new FigmentException(error, "the archive is damaged (" + error + ")", DAMAGED);
    }
  }

  private void list(long archiveBytes) {
    long packed = 0;
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      String name = entry.getName();
      if (name.startsWith("/") || name.contains("\\") || ("/" + name + "/").contains("/../")) {
        throw new FigmentException(
            "the archive has an entry whose name leads out of it: " + name,
            "do not trust this archive; pack the images again");
      }
      packed += Math.max(0, entry.getCompressedSize());
      if (packed > archiveBytes) {
        throw new FigmentException(
            "the archive claims more packed bytes than it has: its entries overlap",
            "do not trust this archive; pack the images again");
      }
      if (!entry.isDirectory() && ImageNames.isImage(name)) {
        names.add(name);
      }
    }
    Collections.sort(names);
  }

  @Override
  public List<String> getNames() {
    return names;
  }

  @Override
  public byte[] read(String name, long limit) {
    ZipEntry entry = zip.getEntry(name);
    try (InputStream in = zip.getInputStream(entry)) {
      return Bytes.read(in, limit);
    } catch (IOException error) {
      throw new FigmentException(
          error, "the archive's entry is damaged (" + error.getMessage() + ")", DAMAGED);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException error) {
      throw new FigmentException(
          error, "the archive cannot be closed (" + error + ")", "look at its disk");
    }
  }
}
