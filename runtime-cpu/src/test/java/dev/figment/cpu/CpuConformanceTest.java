package dev.figment.cpu;

import dev.figment.backend.BackendProvider;
import dev.figment.testing.BackendConformance;

class CpuConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new CpuProvider();
  }
}
