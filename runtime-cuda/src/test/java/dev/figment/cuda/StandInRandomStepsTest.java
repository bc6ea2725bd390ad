package dev.figment.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.cuda.standin.StandIn;
import dev.figment.testing.RandomSteps;
import org.junit.jupiter.api.Test;

/** Random steps, on threads and launches that take turns in another order each time. */
class StandInRandomStepsTest {
  @Test
  void random_steps_give_what_the_reference_gives() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    try (Backend backend = new StandInProvider(true).open()) {
      RandomSteps.check(backend, 0, 25);
    }
  }
}
