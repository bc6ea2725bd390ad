package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.PixelRange;
import dev.figment.Shape;
import org.junit.jupiter.api.Test;

class TurnedViewTest {
  private static final Dataset SQUARE =
      Datasets.of(Shape.of(1, 2, 2), PixelRange.UNIT, new float[4], new float[] {1, 2, 3, 4});
  private static final Dataset WIDE =
      Datasets.of(Shape.of(1, 2, 3), PixelRange.UNIT, new float[] {1, 2, 3, 4, 5, 6});

  private static float[] read(Dataset dataset, int index) {
    float[] values = new float[dataset.getExampleShape().getSize()];
    dataset.read(index, values, 0);
    return values;
  }

  @Test
  void square_images_are_turned_clockwise_by_quarters() {
    Dataset turned = SQUARE.turned();
    assertThat(turned.getSize()).isEqualTo(8);
    assertThat(read(turned, 4)).containsExactly(1, 2, 3, 4);
    assertThat(read(turned, 5)).containsExactly(3, 1, 4, 2);
    assertThat(read(turned, 6)).containsExactly(4, 3, 2, 1);
    assertThat(read(turned, 7)).containsExactly(2, 4, 1, 3);
    assertThat(turned.label(5)).isEqualTo(1);
    assertThat(turned.getLabelNames())
        .containsExactly("0 degrees", "90 degrees", "180 degrees", "270 degrees");
  }

  @Test
  void four_quarters_of_a_larger_image_give_it_back() {
    Dataset digit = Glyphs.digits(3, 1).range(2, 3);
    float[] quarter = read(digit.turned(), 1);
    for (int i = 0; i < 3; i++) {
      quarter = read(Datasets.of(digit.getExampleShape(), PixelRange.UNIT, quarter).turned(), 1);
    }
    assertThat(quarter).isEqualTo(read(digit, 0));
  }

  @Test
  void images_that_are_not_square_are_turned_by_halves_and_mirrored() {
    Dataset turned = WIDE.turned();
    assertThat(read(turned, 0)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read(turned, 1)).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(read(turned, 2)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(read(turned, 3)).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(turned.getLabelNames())
        .containsExactly("upright", "180 degrees", "mirrored", "180 degrees, mirrored");
  }

  @Test
  void channels_are_turned_each() {
    Dataset colour =
        Datasets.of(
            Shape.of(3, 2, 2), PixelRange.UNIT, new float[] {1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8});
    assertThat(read(colour.turned(), 1)).containsExactly(3, 1, 4, 2, 0, 0, 0, 0, 7, 5, 8, 6);
  }

  @Test
  void is_scaled_and_augmented_as_its_source() {
    Dataset signed = SQUARE.turned().scaledTo(PixelRange.SIGNED);
    assertThat(signed.getRange()).isEqualTo(PixelRange.SIGNED);
    assertThat(read(signed, 5)).containsExactly(5, 1, 7, 3);
    assertThat(signed.label(5)).isEqualTo(1);
    Dataset flipped =
        SQUARE.augmented(1, (values, offset, shape, range, random) -> values[offset] = 9).turned();
    float[] values = new float[4];
    flipped.readInEpoch(0, 6, values, 0);
    assertThat(values).containsExactly(4, 3, 2, 9);
  }

  @Test
  void refuses_what_is_no_image() {
    Dataset vectors = Datasets.of(Shape.of(4), PixelRange.UNIT, new float[4]);
    assertThatThrownBy(vectors::turned)
        .hasMessage("examples of [4] cannot be turned\n    only images [C, H, W] can");
  }
}
