package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.dnnl.Plan;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Values in native memory. */
public final class Places {
  private Places() {}

  private static NativeBlock block(Storage storage) {
    return (NativeBlock) storage.getMemory();
  }

  /** All elements of a value. */
  public static FloatBuffer floats(Storage storage) {
    return block(storage).floats(storage.getByteOffset(), (int) (storage.getBytes() / 4));
  }

  /** All elements of a value. */
  public static IntBuffer ints(Storage storage) {
    return block(storage).ints(storage.getByteOffset(), (int) (storage.getBytes() / 4));
  }

  /** The place of an element, as oneDNN takes it. */
  static Plan.Place at(Storage storage, long element) {
    return new Plan.Place(block(storage), storage.getByteOffset() + 4 * element);
  }
}
