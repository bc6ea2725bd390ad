package dev.figment.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.backend.Probe;
import dev.figment.cuda.driver.Gpu;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** On a real GPU, which may run branches at the same time. */
class CudaBranchesTest extends BranchesConformance {
  @BeforeEach
  void only_where_there_is_a_gpu() {
    Probe probe = new CudaProvider().probe();
    assumeTrue(probe.isAvailable(), probe.getReason());
  }

  @Override
  Gpu gpu(boolean branches) {
    return GpuProvider.gpu(Path.of("target", "gpu"), branches);
  }
}
