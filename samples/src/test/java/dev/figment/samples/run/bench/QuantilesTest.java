package dev.figment.samples.run.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void lie_between_numbers_in_proportion() {
    Quantiles of = Quantiles.of(List.of(6.0, 1.0, 3.0, 5.0, 2.0, 4.0));
    assertThat(of).isEqualTo(new Quantiles(1.5, 3.5, 5.5));
  }

  @Test
  void of_one_number_are_that_number() {
    assertThat(Quantiles.of(List.of(2.0))).isEqualTo(new Quantiles(2, 2, 2));
  }
}
