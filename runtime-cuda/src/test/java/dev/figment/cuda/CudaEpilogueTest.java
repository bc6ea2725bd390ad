package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.cuda.driver.CudaLibraries;
import org.jspecify.annotations.Nullable;

/** The epilogues of cuBLASLt on a real GPU, where there is one. */
class CudaEpilogueTest extends EpilogueConformance {
  @Override
  @Nullable String problem() {
    return CudaLibraries.problem();
  }

  @Override
  Backend open() {
    return new CudaProvider().open();
  }
}
