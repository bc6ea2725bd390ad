package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void epochs_and_time_end_a_training_whichever_comes_first() {
    Goal both = new Goal(10, MINUTE);
    assertThat(both.share(5, 6)).isEqualTo(0.5);
    assertThat(both.share(1, 45)).isEqualTo(0.75);
    assertThat(both.secondsLeft(5, 0.5, 10)).isEqualTo(10);
    assertThat(both.secondsLeft(5, 0.05, 10)).isEqualTo(50);
    assertThat(both.secondsLeft(5, 0.05, 70)).isZero();
    assertThat(both.share(2, 70)).isEqualTo(1);
  }

  @Test
  void an_epoch_is_counted_against_all_only_where_there_is_a_number_of_them() {
    assertThat(new Goal(10, null).epoch(3)).isEqualTo("3/10");
    assertThat(new Goal(null, MINUTE).epoch(3)).isEqualTo("3");
  }

  @Test
  void without_an_end_no_time_is_known() {
    assertThat(new Goal(null, null).isEndless()).isTrue();
    assertThat(new Goal(null, MINUTE).isEndless()).isFalse();
    assertThat(new Goal(10, null).secondsLeft(0, 0, 5)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
