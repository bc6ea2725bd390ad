package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.Shape;
import dev.figment.cuda.standin.StandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured on a GPU computes the same on both sides; here no time means anything. */
class StandInChoicesTest {
  @BeforeEach
  void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
  }

  private static void check(OwnOrLibrary operation) {
    try (Backend backend = new StandInProvider().open()) {
      assertThat(new Choices(backend, 1).compare(operation))
          .matches(
              "\\| " + operation.getName().replaceAll("[\\[\\]]", ".") + " \\|.*e[+-]\\d+ \\|");
    }
    assertThat(StandIn.get("used")).isZero();
  }

  @Test
  void softmax() {
    check(OwnOrLibrary.softmax(Shape.of(6, 10)));
  }

  @Test
  void pooling() {
    check(OwnOrLibrary.largest(Shape.of(2, 3, 8, 6)));
    check(OwnOrLibrary.mean(Shape.of(2, 3, 8, 6)));
  }

  @Test
  void batch_norm() {
    check(OwnOrLibrary.batchNorm(Shape.of(4, 5, 6, 2)));
  }
}
