package dev.figment.testing;

import dev.figment.compile.Memory;
import dev.figment.compile.Storage;

/** The bytes that a placed storage takes. */
final class Area {
  private final Storage storage;
  private final Memory memory;
  private final long start;
  private final long end;

  Area(Storage storage) {
    this.storage = storage;
    this.memory = storage.getMemory();
    this.start = storage.getByteOffset();
    this.end = start + storage.getBytes();
  }

  Storage storage() {
    return storage;
  }

  Memory memory() {
    return memory;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** Whether both have a byte in common. */
  boolean meets(Area other) {
    return memory == other.memory && start < other.end && other.start < end;
  }

  @Override
  public String toString() {
    return "'" + storage + "' at bytes " + start + " to " + end;
  }
}
