package dev.figment.backend;

import dev.figment.testing.BackendConformance;

class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new ReferenceProvider();
  }
}
