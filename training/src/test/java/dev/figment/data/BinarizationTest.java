package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.PixelRange;
import org.junit.jupiter.api.Test;

class BinarizationTest {
  private static final int SIZE = 4_000;
  private static final Dataset GREYS = Numbers.of(SIZE);

  @Test
  void makes_numbers_white_as_often_as_they_are_bright() {
    Dataset binary = GREYS.binarized(3);
    Dataset dynamic = GREYS.augmented(3, Augmentation.binarization());
    double[] fixed = new double[4];
    double[] drawn = new double[4];
    for (int i = 0; i < SIZE; i++) {
      for (float value : Numbers.read(binary, i)) {
        assertThat(value).isIn(0f, 1f);
        fixed[4 * i / SIZE] += value / SIZE;
      }
      for (float value : Numbers.read(dynamic, 5, i)) {
        assertThat(value).isIn(0f, 1f);
        drawn[4 * i / SIZE] += value / SIZE;
      }
    }
    // Of the numbers from 0 to 1/4 an eighth, and so on; 4,000 draws in each quarter.
    for (int quarter = 0; quarter < 4; quarter++) {
      assertThat(fixed[quarter]).isCloseTo((2 * quarter + 1) / 8.0, within(0.03));
      assertThat(drawn[quarter]).isCloseTo((2 * quarter + 1) / 8.0, within(0.03));
    }
  }

  @Test
  void keeps_black_and_white_in_every_range() {
    Dataset plain = Numbers.of(2).range(0, 1);
    Dataset black = plain.scaledTo(PixelRange.SIGNED).binarized(1);
    assertThat(Numbers.read(black, 0)).containsOnly(-1f);
    Dataset white =
        Datasets.of(plain.getExampleShape(), PixelRange.UNIT, new float[][] {{1, 1, 1, 1}});
    assertThat(Numbers.read(white.binarized(1), 0)).containsOnly(1f);
    assertThat(Numbers.read(white.scaledTo(PixelRange.SIGNED).binarized(1), 0)).containsOnly(1f);
  }

  @Test
  void draws_once_as_a_data_set_and_anew_in_each_epoch_as_an_augmentation() {
    Dataset greys = GREYS.range(SIZE / 2, SIZE / 2 + 50);
    Dataset binary = greys.binarized(1);
    Dataset dynamic = greys.augmented(1, Augmentation.binarization());
    int changed = 0;
    for (int i = 0; i < 50; i++) {
      float[] first = Numbers.read(binary, i);
      assertThat(Numbers.read(binary, 7, i)).isEqualTo(first);
      assertThat(Numbers.read(dynamic, i)).isEqualTo(Numbers.read(greys, i));
      changed +=
          java.util.Arrays.equals(Numbers.read(dynamic, 0, i), Numbers.read(dynamic, 1, i)) ? 0 : 1;
    }
    // Four coins agree in one of sixteen cases.
    assertThat(changed).isBetween(38, 50);
    assertThat(binary.isSameInEveryEpoch()).isTrue();
    assertThat(dynamic.isSameInEveryEpoch()).isFalse();
    assertThat(binary.getContentHash()).isNotEqualTo(greys.binarized(2).getContentHash());
  }

  @Test
  void draws_the_same_for_an_example_wherever_it_is_read_from() {
    Dataset binary = GREYS.binarized(1);
    assertThat(Numbers.read(binary.range(1_000, 1_010), 3)).isEqualTo(Numbers.read(binary, 1_003));
    float[] signed = Numbers.read(binary.scaledTo(PixelRange.SIGNED), 1_003);
    float[] unit = Numbers.read(binary, 1_003);
    for (int i = 0; i < unit.length; i++) {
      assertThat(signed[i]).isEqualTo(unit[i] * 2 - 1);
    }
  }
}
