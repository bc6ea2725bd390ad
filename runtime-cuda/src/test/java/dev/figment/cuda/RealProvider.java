package dev.figment.cuda;

import dev.figment.backend.Probe;
import dev.figment.cuda.driver.Gpu;
import java.nio.file.Path;

/** The first GPU of this machine, where there is one. */
final class RealProvider extends GpuProvider {
  @Override
  public Probe probe() {
    return new CudaProvider().probe();
  }

  @Override
  Gpu gpu() {
    return gpu(Path.of("target", "gpu"), false);
  }
}
