package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.backend.BackendProvider;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import java.nio.file.Path;

/** The CUDA backend over a device that tests can reach. */
abstract class GpuProvider extends BackendProvider {
  /** The device alone, which keeps its kernels where the build cleans up. */
  abstract Gpu gpu();

  static Gpu gpu(Path cache, boolean branches) {
    return Gpu.open(new GpuSettings(0, true, false, branches, cache));
  }

  @Override
  public final String getName() {
    return CudaBackend.NAME;
  }

  @Override
  public final int getSpeed() {
    return -1;
  }

  @Override
  public final Backend open() {
    return new CudaBackend(gpu());
  }
}
