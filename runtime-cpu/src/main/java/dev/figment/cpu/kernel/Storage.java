package dev.figment.cpu.kernel;

import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.dnnl.Plan;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Room for one value, known by its size when kernels are chosen and placed in native memory before
 * they are bound.
 */
public final class Storage {
  private final String name;
  private final long bytes;
  private final boolean arena;
  private @Nullable Storage alias;
  private @Nullable NativeBlock block;
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
  public static Storage fixed(String name, NativeBlock block) {
    Storage storage = new Storage(name, block.getBytes(), false);
    storage.place(block, 0);
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
  public void place(NativeBlock where, long byteOffset) {
    this.block = where;
    this.offset = byteOffset;
  }

  private NativeBlock block() {
    if (block == null) {
      throw new IllegalStateException(name + " has no memory yet");
    }
    return block;
  }

  /** All its elements. */
  public FloatBuffer floats() {
    Storage root = root();
    return root.block().floats(root.offset, (int) (bytes / 4));
  }

  /** All its elements. */
  public IntBuffer ints() {
    Storage root = root();
    return root.block().ints(root.offset, (int) (bytes / 4));
  }

  /** The place of an element, as oneDNN takes it. */
  public Plan.Place at(long element) {
    Storage root = root();
    return new Plan.Place(root.block(), root.offset + 4 * element);
  }

  @Override
  public String toString() {
    return name;
  }
}
