package dev.figment.cuda.paper;

import dev.figment.DType;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.RandomPrograms;
import dev.figment.testing.StepCase;
import org.junit.jupiter.api.Test;

/** Where the values of small programs of all kinds lie. */
class PlansTest {
  @Test
  void no_value_of_random_steps_is_overwritten_before_it_is_read() {
    for (int seed = 0; seed < 200; seed++) {
      new PaperPlan(RandomPrograms.of(seed)).check();
    }
  }

  @Test
  void no_value_of_the_conformance_cases_is_overwritten_before_it_is_read() {
    for (OpCase row : OpCases.all()) {
      for (int order = 0; order <= row.getOrder(); order++) {
        new PaperPlan(row.build(DType.F32, order).getProgram()).check();
      }
    }
    for (StepCase row : StepCase.all()) {
      new PaperPlan(row.build()).check();
    }
  }
}
