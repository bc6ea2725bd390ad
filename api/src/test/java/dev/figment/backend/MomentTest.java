package dev.figment.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import org.junit.jupiter.api.Test;

class MomentTest {
  @Test
  void the_processors_clock_counts_seconds() {
    long before = System.nanoTime();
    Moment start = new NullBackend().mark();
    Moment end = new NullBackend().mark();
    double most = (System.nanoTime() - before) * 1e-9;
    assertThat(end.secondsSince(start)).isBetween(0.0, most);
    assertThat(start.secondsSince(end)).isEqualTo(-end.secondsSince(start));
  }

  @Test
  void a_moment_of_another_kind_is_refused() {
    Moment other =
        new Moment() {
          @Override
          public double secondsSince(Moment earlier) {
            throw mixed();
          }
        };
    assertThatThrownBy(() -> Moment.now().secondsSince(other))
        .isInstanceOf(FigmentException.class)
        .hasMessage("the two moments are of different backends\n    take both from one backend");
  }
}
