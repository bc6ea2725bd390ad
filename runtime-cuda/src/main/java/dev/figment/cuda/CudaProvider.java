package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cuda.driver.CudaLibraries;
import org.jspecify.annotations.Nullable;

/**
 * Says whether CUDA could be used here. This version has no kernels for it yet, so that the answer
 * is always no, with the reason.
 */
public final class CudaProvider extends BackendProvider {
  @Override
  public String getName() {
    return "cuda";
  }

  @Override
  public int getSpeed() {
    return 100;
  }

  @Override
  public Probe probe() {
    @Nullable String problem = CudaLibraries.problem();
    return Probe.unavailable(
        problem != null
            ? problem
            : "CUDA works here, but this version of Figment has no kernels for it; use the cpu"
                + " backend");
  }

  @Override
  public Backend open() {
    throw new FigmentException("backend cuda does not work here", probe().getReason());
  }
}
