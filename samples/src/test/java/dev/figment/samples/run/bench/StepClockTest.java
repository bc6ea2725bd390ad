package dev.figment.samples.run.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.backend.Moment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepClockTest {
  private double now;
  private final AtomicInteger begun = new AtomicInteger();

  private StepClock clock(int warmUp, int block, int blocks) {
    return new StepClock(warmUp, block, blocks, () -> new At(now), begun::incrementAndGet);
  }

  private void step(StepClock clock, long seconds) {
    now += seconds;
    clock.step();
  }

  private static final class At extends Moment {
    private final double seconds;

    At(double seconds) {
      this.seconds = seconds;
    }

    @Override
    public double secondsSince(Moment earlier) {
      return seconds - ((At) earlier).seconds;
    }
  }

  @Test
  void leaves_out_what_warms_up_and_begins_once() {
    StepClock clock = clock(2, 1, 2);
    step(clock, 50);
    assertThat(begun).hasValue(0);
    step(clock, 40);
    assertThat(begun).hasValue(1);
    step(clock, 3);
    step(clock, 5);
    assertThat(clock.seconds()).isEqualTo(List.of(3.0, 5.0));
    assertThat(begun).hasValue(1);
  }

  @Test
  void a_block_of_steps_is_one_number_a_step() {
    StepClock clock = clock(1, 3, 2);
    for (long seconds : new long[] {9, 1, 2, 3, 4, 5}) {
      step(clock, seconds);
      assertThat(clock.isOver()).isFalse();
    }
    step(clock, 6);
    assertThat(clock.isOver()).isTrue();
    assertThat(clock.seconds()).isEqualTo(List.of(2.0, 5.0));
  }

  @Test
  void steps_after_the_last_block_do_not_count() {
    StepClock clock = clock(1, 1, 1);
    step(clock, 1);
    step(clock, 2);
    step(clock, 7);
    assertThat(clock.seconds()).isEqualTo(List.of(2.0));
  }
}
