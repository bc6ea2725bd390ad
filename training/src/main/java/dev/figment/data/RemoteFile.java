package dev.figment.data;

import dev.figment.FigmentException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A file on the network whose length and checksum are known, with the places that offer it. */
public final class RemoteFile {
  private final String path;
  private final long bytes;
  private final Checksum checksum;
  private final List<URI> mirrors;

  private RemoteFile(String path, long bytes, Checksum checksum, List<URI> mirrors) {
    this.path = path;
    this.bytes = bytes;
    this.checksum = checksum;
    this.mirrors = mirrors;
  }

  /**
   * A file to be kept in the cache.
   *
   * @param path where it goes in the cache, with {@code /} between folders
   * @param bytes its length
   * @param checksum {@code md5:} or {@code sha256:} and the digest in hexadecimal
   * @param mirrors the addresses that offer it, the best first
   * @throws FigmentException if the checksum is of no known kind, or there is no address
   */
  public static RemoteFile of(String path, long bytes, String checksum, String... mirrors) {
    if (mirrors.length == 0) {
      throw new FigmentException(path + ": there is no address to download it from");
    }
    List<URI> addresses = new ArrayList<>();
    for (String mirror : mirrors) {
      addresses.add(URI.create(mirror));
    }
    return new RemoteFile(path, bytes, Checksum.parse(checksum), List.copyOf(addresses));
  }

  /** Where the file goes in the cache, with {@code /} between folders. */
  public String getPath() {
    return path;
  }

  /** The length in bytes. */
  public long getBytes() {
    return bytes;
  }

  /** The addresses that offer it, the best first. */
  public List<URI> getMirrors() {
    return mirrors;
  }

  Checksum checksum() {
    return checksum;
  }

  @Override
  public String toString() {
    return path;
  }
}
