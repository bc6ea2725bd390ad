package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cuda.driver.CudaLibraries;
import org.jspecify.annotations.Nullable;

/** Says whether CUDA can be used here, and opens it. */
public final class CudaProvider extends BackendProvider {
  @Override
  public String getName() {
    return CudaBackend.NAME;
  }

  /** Below zero, so that it is taken by name only, until it has run on a GPU. */
  @Override
  public int getSpeed() {
    return -1;
  }

  @Override
  public Probe probe() {
    @Nullable String problem = CudaLibraries.problem();
    return problem == null
        ? Probe.available(
            "NVIDIA GPU, CUDA; this version was not run on one before it was published")
        : Probe.unavailable(problem);
  }

  @Override
  public Backend open() {
    return CudaBackend.open(CudaOptions.defaults());
  }
}
