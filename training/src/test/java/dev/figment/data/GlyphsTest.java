package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void draws_labelled_digits_and_letters() {
    Dataset digits = Glyphs.digits(25, 1);
    assertThat(digits).hasToString("25 examples of [1, 28, 28], UNIT, 10 classes");
    assertThat(digits.label(13)).isEqualTo(3);
    assertThat(digits.getLabelNames().get(3)).isEqualTo("3");
    assertThat(Glyphs.letters(5, 1).getLabelNames()).hasSize(26).startsWith("A").endsWith("Z");
    assertThat(digits.getExampleShape()).isEqualTo(Shape.of(1, 28, 28));
  }

  @Test
  void depends_on_seed_and_index_only() {
    Dataset few = Glyphs.digits(20, 4);
    Dataset many = Glyphs.digits(5000, 4);
    assertThat(Numbers.read(many, 17)).isEqualTo(Numbers.read(few, 17));
    assertThat(Numbers.read(Glyphs.digits(20, 5), 17)).isNotEqualTo(Numbers.read(few, 17));
    assertThat(Numbers.read(few, 7)).isNotEqualTo(Numbers.read(few, 17));
  }

  @Test
  void draws_the_same_pixels_for_ever() {
    assertThat(Glyphs.digits(100, 7).getContentHash())
        .isEqualTo("17622280c58abfbc14bd42124d10fb42b4ec819d04dd1da3029c8b0ec3e0c4a1");
  }

  @Test
  void looks_like_mnist_in_size_and_place() {
    Dataset letters = Glyphs.letters(520, 2);
    Dataset digits = Glyphs.digits(1000, 2);
    for (Dataset dataset : new Dataset[] {letters, digits}) {
      double sum = 0;
      for (int i = 0; i < dataset.getSize(); i++) {
        float[] image = Numbers.read(dataset, i);
        double ink = 0;
        double rows = 0;
        double columns = 0;
        for (int at = 0; at < image.length; at++) {
          assertThat(image[at]).isBetween(0f, 1f);
          boolean border = at < 28 || at >= 27 * 28 || at % 28 == 0 || at % 28 == 27;
          assertThat(border && image[at] > 0.5f).isFalse();
          ink += image[at];
          int row = at / 28;
          rows += image[at] * (row + 0.5);
          columns += image[at] * (at % 28 + 0.5);
        }
        assertThat(rows / ink).isBetween(11.0, 17.0);
        assertThat(columns / ink).isBetween(11.0, 17.0);
        sum += ink / image.length;
      }
      // MNIST's mean is 0.131.
      assertThat(sum / dataset.getSize()).isBetween(0.10, 0.16);
    }
  }

  /** A classifier without learning: the nearest of 2,000 other images, by squared distance. */
  @Test
  void makes_classes_that_can_be_told_apart() {
    Dataset known = Glyphs.digits(2000, 1);
    Dataset asked = Glyphs.digits(300, 2);
    float[][] images = new float[2000][];
    Arrays.setAll(images, i -> Numbers.read(known, i));
    int right = 0;
    for (int i = 0; i < asked.getSize(); i++) {
      float[] image = Numbers.read(asked, i);
      int nearest = 0;
      float least = Float.MAX_VALUE;
      for (int j = 0; j < images.length; j++) {
        float distance = 0;
        for (int at = 0; at < image.length && distance < least; at++) {
          float difference = image[at] - images[j][at];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      right += known.label(nearest) == asked.label(i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(270);
  }

  @Test
  void keeps_its_range() {
    assertThat(Glyphs.digits(1, 1).scaledTo(PixelRange.SIGNED).getRange())
        .isEqualTo(PixelRange.SIGNED);
    assertThatThrownBy(() -> Glyphs.digits(0, 1))
        .hasMessage("a data set cannot have 0 examples\n    ask for at least 1");
    assertThatThrownBy(() -> Numbers.read(Glyphs.digits(3, 1), 3))
        .hasMessage("a data set of 3 examples has no example 3");
  }
}
