package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cuda.emulated.EmulatedDevice;
import dev.figment.cuda.emulated.KernelCompiler;
import java.nio.file.Path;

/** The CUDA backend on a device that is emulated, where there is a compiler for it. */
final class EmulatedProvider extends BackendProvider {
  static final KernelCompiler COMPILER = new KernelCompiler(Path.of("target", "emulator"));

  private final EmulatedDevice device = new EmulatedDevice(COMPILER);

  EmulatedDevice device() {
    return device;
  }

  @Override
  public String getName() {
    return CudaBackend.NAME;
  }

  @Override
  public int getSpeed() {
    return -1;
  }

  @Override
  public Probe probe() {
    return KernelCompiler.exists("g++")
        ? Probe.available("g++")
        : Probe.unavailable("there is no g++ to compile kernels for the processor");
  }

  @Override
  public Backend open() {
    return new CudaBackend(device);
  }
}
