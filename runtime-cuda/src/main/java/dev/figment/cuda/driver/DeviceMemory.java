package dev.figment.cuda.driver;

import dev.figment.compile.Memory;

/** A piece of a GPU's memory; its owner frees it. */
public abstract class DeviceMemory extends Memory {
  private final long bytes;

  protected DeviceMemory(long bytes) {
    this.bytes = bytes;
  }

  @Override
  public final long getBytes() {
    return bytes;
  }

  /** Where it begins, for kernels. */
  public abstract long getAddress();

  /** Frees it; twice is fine. */
  public abstract void free();
}
