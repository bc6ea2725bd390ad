package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.backend.BackendProvider;
import dev.figment.testing.BackendConformance;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;

/**
 * What a GPU would compute: the kernels' texts run on the processor. Products and convolutions are
 * the emulation's own, so that these show layouts and not libraries.
 */
class EmulatedConformanceTest extends BackendConformance {
  private final EmulatedProvider provider = new EmulatedProvider();
  private boolean compiled;

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  @Override
  protected Backend open() {
    Backend backend = provider.open();
    if (!compiled) {
      compiled = true;
      provider.device().collect();
      for (OpCase row : OpCases.all()) {
        for (int order = 0; order <= row.getOrder(); order++) {
          backend.compile(row.build(DType.F32, order).getProgram());
        }
      }
      for (StepCase row : StepCase.all()) {
        backend.compile(row.build());
      }
      provider.device().compileCollected();
    }
    return backend;
  }
}
