package dev.figment.cuda.emulated;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.ProductSpec;
import dev.figment.cuda.source.KernelText;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that runs kernels on the processor: the same texts, in fibers in the place of threads.
 * Products and convolutions, which libraries compute on a GPU, are loops in Java.
 */
public final class EmulatedDevice extends Device {
  private static final int ALIGNMENT = 256;

  private final KernelCompiler compiler;
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, KernelText> wanted = new LinkedHashMap<>();
  private boolean collecting;

  /** Compiles each program's kernels when they are prepared. */
  public EmulatedDevice(KernelCompiler compiler) {
    this.compiler = compiler;
  }

  /** From now on kernels are only collected. */
  public void collect() {
    collecting = true;
  }

  /** Compiles what was collected, all at once. */
  public List<KernelText> compileCollected() {
    List<KernelText> kernels = List.copyOf(wanted.values());
    collecting = false;
    wanted.clear();
    prepare(kernels);
    return kernels;
  }

  @Override
  public String describe() {
    return "emulated";
  }

  @Override
  public DeviceMemory allocate(long bytes, String purpose) {
    Memory memory = new Memory(Math.max(4, bytes) + ALIGNMENT);
    memory.clear();
    return new DeviceMemory(bytes) {
      @Override
      public long getAddress() {
        long address = Pointer.nativeValue(memory);
        return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      }

      @Override
      public void free() {
        memory.close();
      }
    };
  }

  private static ByteBuffer bytes(DeviceMemory memory, long offset, long length) {
    if (offset < 0 || offset + length > memory.getBytes()) {
      throw new IndexOutOfBoundsException(offset + " + " + length + " of " + memory.getBytes());
    }
    return new Pointer(memory.getAddress() + offset).getByteBuffer(0, length);
  }

  @Override
  public void upload(ByteBuffer from, DeviceMemory to, long offset) {
    bytes(to, offset, from.remaining()).put(from);
  }

  @Override
  public void download(DeviceMemory from, long offset, ByteBuffer to) {
    to.put(bytes(from, offset, to.remaining()));
  }

  @Override
  public void prepare(List<KernelText> kernels) {
    Map<String, KernelText> missing = new LinkedHashMap<>();
    for (KernelText kernel : kernels) {
      if (!functions.containsKey(kernel.getName())) {
        missing.put(kernel.getName(), kernel);
      }
    }
    if (collecting) {
      wanted.putAll(missing);
    } else if (!missing.isEmpty()) {
      NativeLibrary library =
          NativeLibrary.getInstance(compiler.forProcessor(missing.values()).toString());
      missing.keySet().forEach(name -> functions.put(name, library.getFunction("run_" + name)));
    }
  }

  @Override
  public void launch(KernelText kernel, long... addresses) {
    try (Memory arguments = new Memory(8L * Math.max(1, addresses.length))) {
      arguments.write(0, addresses, 0, addresses.length);
      functions.get(kernel.getName()).invokeVoid(new Object[] {arguments});
    }
  }

  @Override
  public Product product(ProductSpec spec) {
    return new EmulatedProduct(spec);
  }

  @Override
  public Convolution convolution(ConvSpec spec) {
    return new EmulatedConvolution(spec);
  }

  @Override
  public Recording record(Runnable launches) {
    return new Recording() {
      @Override
      public void launch() {
        launches.run();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
