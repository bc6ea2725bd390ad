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
 * Compiled kernels on the disk, each file named by a hash of all that it was made from. A file
 * begins with the SHA-256 of the rest, so that a damaged one is compiled again and not loaded.
 */
final class KernelCache {
  private static final Logger LOG = LoggerFactory.getLogger(KernelCache.class);

  private final Path folder;
  private boolean complained;

  KernelCache(Path folder) {
    this.folder = folder;
  }

  /** The code with this name, which is made and kept if there is none. */
  byte[] get(String name, Supplier<byte[]> compiler) {
    Path file = folder.resolve(name + ".cubin");
    byte[] known = read(file);
    if (known.length > 0) {
      return known;
    }
    byte[] image = compiler.get();
    keep(file, image);
    return image;
  }

  /** Empty if there is none that is whole. */
  private static byte[] read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length > Sha256.LENGTH) {
        byte[] image = Arrays.copyOfRange(all, Sha256.LENGTH, all.length);
        if (MessageDigest.isEqual(Sha256.of(image), Arrays.copyOf(all, Sha256.LENGTH))) {
          return image;
        }
      }
      return new byte[0];
    } catch (IOException missing) {
      return new byte[0];
    }
  }

  private void keep(Path file, byte[] image) {
    try {
      AtomicFile.write(
          file,
          out -> {
            out.write(Sha256.of(image));
            out.write(image);
          });
    } catch (FigmentException unwritable) {
      complain(unwritable);
    }
  }

  private synchronized void complain(FigmentException reason) {
    if (!complained) {
      complained = true;
      LOG.warn("compiled kernels are not kept for the next time: {}", reason.getMessage());
    }
  }
}
