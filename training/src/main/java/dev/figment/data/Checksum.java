package dev.figment.data;

import dev.figment.FigmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** The digest that a file must have. */
final class Checksum {
  private final String algorithm;
  private final String digest;

  private Checksum(String algorithm, String digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  /** For example {@code md5:c32a1d4ab5d03f1284b67883e8d87530}. */
  static Checksum parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.matches("md5:[0-9a-f]{32}")) {
      return new Checksum("MD5", lower.substring(4));
    }
    if (lower.matches("sha256:[0-9a-f]{64}")) {
      return new Checksum("SHA-256", lower.substring(7));
    }
    throw new FigmentException(
        "this is not a checksum: " + text, "write md5: or sha256: and the digest in hexadecimal");
  }

  boolean matches(Path file) throws IOException {
    return digest.equals(digestOf(file));
  }

  private String digestOf(Path file) throws IOException {
    MessageDigest sum = ContentHash.digest(algorithm);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        sum.update(buffer, 0, got);
      }
    }
    return HexFormat.of().formatHex(sum.digest());
  }

  /** What is wrong with a file that does not match. */
  String complaint(Path file) throws IOException {
    return "the " + algorithm + " is " + digestOf(file) + ", not " + digest;
  }
}
