package dev.figment.compile;

import org.jspecify.annotations.Nullable;

/**
 * Room for one value, known by its size when commands are chosen and placed in memory before they
 * are bound.
 */
public final class Storage {
  private final String name;
  private final long bytes;
  private final boolean arena;
  private @Nullable Storage alias;
  private @Nullable Memory memory;
  private long offset;

  private Storage(String name, long bytes, boolean arena) {
    this.name = name;
    this.bytes = bytes;
    this.arena = arena;
  }

  /** A value of the program's arena, not placed yet. */
  public static Storage planned(String name, long bytes) {
    return new Storage(name, bytes, true);
  }

  /** A value outside the arena: a variable or a constant. */
  public static Storage fixed(String name, Memory memory) {
    Storage storage = new Storage(name, memory.getBytes(), false);
    storage.place(memory, 0);
    return storage;
  }

  /** Makes this storage another name for one of at least its size. */
  public void mergeInto(Storage other) {
    alias = other;
  }

  /** The storage that holds the value. */
  public Storage root() {
    Storage storage = this;
    while (storage.alias != null) {
      storage = storage.alias;
    }
    return storage;
  }

  /** Whether the arena's plan places it. */
  public boolean isPlanned() {
    return arena;
  }

  public long getBytes() {
    return bytes;
  }

  /** Says where it lies. */
  public void place(Memory where, long byteOffset) {
    this.memory = where;
    this.offset = byteOffset;
  }

  /** The memory that holds the value, once it is placed. */
  public Memory getMemory() {
    Memory memory = root().memory;
    if (memory == null) {
      throw new IllegalStateException(name + " has no memory yet");
    }
    return memory;
  }

  /** Where the value begins in its memory, in bytes. */
  public long getByteOffset() {
    return root().offset;
  }

  @Override
  public String toString() {
    return name;
  }
}
