package dev.figment.cuda.driver;

import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import dev.figment.cuda.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was compiled or found out once, on the disk, each file named by a hash of all that it was
 * made from. A file begins with the SHA-256 of the rest, so that a damaged one is made again and
 * not loaded.
 */
final class DiskCache {
  private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);

  private final Path folder;
  private boolean complained;

  DiskCache(Path folder) {
    this.folder = folder;
  }

  /** What is kept under a name, which is made and kept if there is nothing. */
  byte[] get(String name, Supplier<byte[]> maker) {
    byte[] known = find(name);
    if (known.length > 0) {
      return known;
    }
    byte[] made = maker.get();
    keep(name, made);
    return made;
  }

  /** What is kept under a name; empty if there is nothing that is whole. */
  byte[] find(String name) {
    return read(folder.resolve(name));
  }

  private static byte[] read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length > Sha256.LENGTH) {
        byte[] bytes = Arrays.copyOfRange(all, Sha256.LENGTH, all.length);
        if (MessageDigest.isEqual(Sha256.of(bytes), Arrays.copyOf(all, Sha256.LENGTH))) {
          return bytes;
        }
      }
      return new byte[0];
    } catch (IOException missing) {
      return new byte[0];
    }
  }

  /** Keeps something under a name, in the place of what was there. */
  void keep(String name, byte[] bytes) {
    try {
      AtomicFile.write(
          folder.resolve(name),
          out -> {
            out.write(Sha256.of(bytes));
            out.write(bytes);
          });
    } catch (FigmentException unwritable) {
      complain(unwritable);
    }
  }

  private synchronized void complain(FigmentException reason) {
    if (!complained) {
      complained = true;
      LOG.warn(
          "compiled kernels and chosen algorithms are not kept for the next time: {}",
          reason.getMessage());
    }
  }
}
