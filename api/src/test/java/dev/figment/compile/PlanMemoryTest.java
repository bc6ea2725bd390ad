package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Philox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanMemoryTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void never_lets_values_that_live_at_the_same_time_overlap(int seed) {
    Philox random = Philox.stream(seed, "plans");
    List<PlanMemory.Value> values = new ArrayList<>();
    int steps = 1 + random.nextInt(60);
    for (int i = 1 + random.nextInt(120); i > 0; i--) {
      int first = random.nextInt(steps);
      values.add(new PlanMemory.Value(random.nextInt(5000), first, first + random.nextInt(9)));
    }
    long size = PlanMemory.place(values);
    for (int now = 0; now < steps + 9; now++) {
      int[] owners = new int[(int) size];
      for (PlanMemory.Value value : values) {
        assertThat(value.getOffset() % PlanMemory.ALIGNMENT).isZero();
        if (value.getFirst() <= now && now <= value.getLast()) {
          for (long at = value.getOffset(); at < value.getOffset() + value.getBytes(); at++) {
            assertThat(owners[(int) at]++).isZero();
          }
        }
      }
    }
  }

  @Test
  void uses_the_room_of_values_that_are_gone() {
    List<PlanMemory.Value> chain = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      chain.add(new PlanMemory.Value(1000, i, i + 1));
    }
    assertThat(PlanMemory.place(chain)).isEqualTo(2 * 1024);
  }

  @Test
  void needs_nothing_for_nothing() {
    assertThat(PlanMemory.place(new ArrayList<>())).isZero();
  }
}
