package dev.figment.cuda.driver;

import dev.figment.cuda.source.Sha256;

/**
 * Keeps on the disk which of several ways to compute the same thing was the fastest, so that a
 * later process takes the same without timing.
 */
final class Search {
  /** Ways that are timed. */
  static final int MOST = 8;

  private final DiskCache cache;
  private final String gpu;

  /** Of a GPU with this name, which is part of what choices depend on. */
  Search(DiskCache cache, String gpu) {
    this.cache = cache;
    this.gpu = gpu;
  }

  private String file(String key) {
    return Sha256.of(gpu + " " + key) + ".choice";
  }

  /**
   * An earlier choice; empty if there is none.
   *
   * @param key all that it depends on but the GPU
   */
  byte[] known(String key) {
    return cache.find(file(key));
  }

  /** Keeps a choice. */
  void keep(String key, byte[] choice) {
    cache.keep(file(key), choice);
  }
}
