package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private final Dataset ten = Numbers.of(10);

  @Test
  void describes_itself() {
    assertThat(ten).hasToString("10 examples of [1, 2, 2], UNIT, no labels");
  }

  @Test
  void scales_numbers_to_another_range_and_back() {
    Dataset signed = ten.scaledTo(PixelRange.SIGNED);
    assertThat(signed.getRange()).isEqualTo(PixelRange.SIGNED);
    assertThat(Numbers.read(signed, 5)[0]).isEqualTo(0f);
    assertThat(signed.scaledTo(PixelRange.UNIT)).isSameAs(ten);
    assertThat(ten.scaledTo(PixelRange.UNIT)).isSameAs(ten);
  }

  @Test
  void scales_bytes_exactly() {
    Dataset image = Datasets.of(List.of(Pixels.of(1, 1, 3, new byte[] {0, 127, (byte) 255})));
    assertThat(Numbers.read(image, 0)).containsExactly(0f, PixelRange.UNIT.fromByte(127), 1f);
    assertThat(Numbers.read(image.scaledTo(PixelRange.SIGNED), 0))
        .containsExactly(-1f, PixelRange.SIGNED.fromByte(127), 1f);
  }

  @Test
  void narrows_to_a_range() {
    assertThat(ten.take(3).getSize()).isEqualTo(3);
    assertThat(Numbers.read(ten.range(4, 9).range(1, 3), 1)[0]).isEqualTo(0.6f);
    Split split = ten.split(0.8);
    assertThat(split.getTrain().getSize()).isEqualTo(8);
    assertThat(Numbers.read(split.getTest(), 0)[0]).isEqualTo(0.8f);
  }

  @Test
  void shuffles_by_its_seed_without_losing_an_example() {
    int[] labels = IntStream.range(0, 10).toArray();
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    Dataset shuffled = ten.withLabels(labels, names).shuffled(3);
    assertThat(IntStream.range(0, 10).map(shuffled::label).toArray())
        .containsExactlyInAnyOrder(labels)
        .isNotEqualTo(labels)
        .isEqualTo(
            IntStream.range(0, 10).map(ten.withLabels(labels, names).shuffled(3)::label).toArray());
    assertThat(Numbers.read(shuffled, 4)[0]).isEqualTo(shuffled.label(4) / 10f);
  }

  @Test
  void hashes_content_wherever_it_comes_from() {
    Pixels white = Pixels.of(1, 1, 2, new byte[] {(byte) 255, 0});
    Dataset bytes = Datasets.of(List.of(white, white));
    Dataset floats =
        Datasets.of(Shape.of(1, 1, 2), PixelRange.UNIT, new float[] {1, 0}, new float[] {1, 0});
    assertThat(bytes.getContentHash()).hasSize(64).isEqualTo(floats.getContentHash());
    assertThat(bytes.take(1).getContentHash()).isNotEqualTo(bytes.getContentHash());
    assertThat(bytes.scaledTo(PixelRange.SIGNED).getContentHash())
        .isNotEqualTo(bytes.getContentHash());
    assertThat(bytes.withLabels(new int[2], List.of("a")).getContentHash())
        .isNotEqualTo(bytes.getContentHash());
  }

  @Test
  void refuses_a_range_that_it_does_not_have() {
    assertThatThrownBy(() -> ten.take(11))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "a data set of 10 examples has no range from 0 to before 11\n"
                + "    use 0 <= from < to <= 10");
    assertThatThrownBy(() -> ten.split(1))
        .hasMessage(
            "a data set of 10 examples cannot be split at a share of 1.0\n"
                + "    the share must be between 0 and 1 and leave an example on both sides");
  }

  @Test
  void refuses_labels_that_do_not_fit() {
    assertThatThrownBy(() -> ten.withLabels(new int[9], List.of("a")))
        .hasMessage("there are 9 labels for 10 examples\n    each example needs one");
    int[] labels = new int[10];
    labels[7] = 2;
    assertThatThrownBy(() -> ten.withLabels(labels, List.of("a", "b")))
        .hasMessage(
            "example 7 has the label 2, but there are 2 names\n"
                + "    labels count from 0 to below the number of names");
    assertThatThrownBy(() -> ten.label(0))
        .hasMessage("the data set has no labels\n    add them with withLabels(labels, names)");
  }

  @Test
  void refuses_images_of_different_shapes() {
    Pixels small = Pixels.of(1, 1, 1, new byte[1]);
    Pixels wide = Pixels.of(1, 1, 2, new byte[2]);
    assertThatThrownBy(() -> Datasets.of(List.of(small, wide)))
        .hasMessage(
            "image 1 has the shape [1, 1, 2], the first one has [1, 1, 1]\n"
                + "    resize them with ImageCodec.find().resize(image, height, width)");
    assertThatThrownBy(() -> Datasets.of(List.of()))
        .hasMessage("a data set needs at least one example");
  }
}
