package dev.figment.cuda;

import dev.figment.backend.BackendProvider;
import dev.figment.testing.BackendConformance;

/** A real GPU, where there is one; without one all tests are skipped with the reason. */
class CudaConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new CudaProvider();
  }
}
