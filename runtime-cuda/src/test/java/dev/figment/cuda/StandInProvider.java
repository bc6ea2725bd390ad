package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.cuda.standin.StandIn;
import java.nio.file.Path;

/** The CUDA backend on libraries that play CUDA's, where there is a compiler for them. */
final class StandInProvider extends BackendProvider {
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
    String problem = StandIn.problem();
    return problem == null ? Probe.available("a stand-in") : Probe.unavailable(problem);
  }

  @Override
  public Backend open() {
    return new CudaBackend(gpu());
  }

  /** The device alone. */
  static Gpu gpu() {
    StandIn.load();
    Path cache = Path.of("target", "standin", "cache");
    return Gpu.open(new GpuSettings(0, false, false, cache));
  }
}
