package dev.figment.cpu;

import dev.figment.Backend;
import dev.figment.testing.RandomSteps;
import org.junit.jupiter.api.Test;

class CpuRandomStepsTest {
  @Test
  void random_steps_give_what_the_reference_gives() {
    try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(2))) {
      RandomSteps.check(backend, 0, 200);
    }
  }
}
