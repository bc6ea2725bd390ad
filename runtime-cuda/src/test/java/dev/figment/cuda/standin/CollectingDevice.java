package dev.figment.cuda.standin;

import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.ProductSpec;
import dev.figment.cuda.source.KernelText;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes nothing, and remembers which kernels programs want. */
public final class CollectingDevice extends Device {
  private static final Nothing NOTHING = new Nothing();

  private final Map<String, KernelText> kernels = new LinkedHashMap<>();

  /** Each kernel once. */
  public List<KernelText> getKernels() {
    return List.copyOf(kernels.values());
  }

  @Override
  public String describe() {
    return "collecting";
  }

  @Override
  public long getFreeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public DeviceMemory allocate(long bytes, String purpose) {
    return new DeviceMemory(bytes) {
      @Override
      public long getAddress() {
        return 0;
      }

      @Override
      public void free() {}
    };
  }

  @Override
  public void upload(ByteBuffer from, DeviceMemory to, long offset) {}

  @Override
  public void download(DeviceMemory from, long offset, ByteBuffer to) {
    throw new UnsupportedOperationException("nothing was computed");
  }

  @Override
  public void prepare(List<KernelText> wanted) {
    wanted.forEach(kernel -> kernels.put(kernel.getName(), kernel));
  }

  @Override
  public void launch(KernelText kernel, long... addresses) {}

  @Override
  public Product product(ProductSpec spec) {
    return NOTHING;
  }

  @Override
  public Convolution convolution(ConvSpec spec) {
    return NOTHING;
  }

  @Override
  public Recording record(Runnable launches) {
    throw new UnsupportedOperationException("nothing is computed");
  }

  @Override
  public void close() {}

  private static final class Nothing implements Product, Convolution {
    @Override
    public long workspaceBytes() {
      return 0;
    }

    @Override
    public void launch(long first, long second, long third, long workspace) {}
  }
}
