package dev.figment.cuda.kernel;

import dev.figment.compile.Command;
import dev.figment.compile.Storage;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.source.KernelText;
import java.util.List;

/** A piece of a program, launched on a GPU in one go or in a few. */
public abstract class Launch extends Command {
  /** The kernels that must be compiled before. */
  public List<KernelText> getKernels() {
    return List.of();
  }

  /** How many numbers it exchanges with other GPUs, for which it waits, of each value. */
  public int[] getExchanged() {
    return new int[0];
  }

  /** Takes up its memory, once, after everything was placed. */
  public abstract void bind(Device device);

  /** Launches it. */
  public abstract void run(Device device);

  /** The address of a byte. */
  static long address(Storage storage, long offset) {
    DeviceMemory memory = (DeviceMemory) storage.getMemory();
    return memory.getAddress() + storage.getByteOffset() + offset;
  }
}
