package dev.figment.cuda.paper;

import dev.figment.cuda.driver.DeviceMemory;

/** Addresses that nothing lies at. */
final class PaperMemory extends DeviceMemory {
  private final long address;

  PaperMemory(long address, long bytes) {
    super(bytes);
    this.address = address;
  }

  @Override
  public long getAddress() {
    return address;
  }

  @Override
  public void free() {}
}
