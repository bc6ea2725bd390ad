package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIDE = 6;

  private static Dataset images(int count) {
    float[][] images = new float[count][2 * SIDE * SIDE];
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (i + 1) / 100f;
      }
    }
    return Datasets.of(Shape.of(2, SIDE, SIDE), PixelRange.UNIT, images);
  }

  @Test
  void leaves_examples_alone_outside_training() {
    Dataset plain = images(3);
    Dataset augmented =
        plain.augmented(1, Augmentation.horizontalFlip(), Augmentation.randomCrop(2));
    assertThat(Numbers.read(augmented, 1)).isEqualTo(Numbers.read(plain, 1));
    assertThat(augmented.getContentHash()).isEqualTo(plain.getContentHash());
  }

  @Test
  void mirrors_about_half_of_the_images() {
    Dataset plain = images(200);
    Dataset augmented = plain.augmented(1, Augmentation.horizontalFlip());
    int mirrored = 0;
    for (int i = 0; i < 200; i++) {
      float[] before = Numbers.read(plain, i);
      float[] after = Numbers.read(augmented, 0, i);
      boolean same = java.util.Arrays.equals(before, after);
      if (!same) {
        mirrored++;
        for (int j = 0; j < after.length; j++) {
          int row = j / SIDE;
          assertThat(after[j]).isEqualTo(before[row * SIDE + SIDE - 1 - j % SIDE]);
        }
      }
    }
    assertThat(mirrored).isBetween(75, 125);
  }

  @Test
  void moves_images_and_fills_the_gap_with_black() {
    Dataset plain = images(300).scaledTo(PixelRange.SIGNED);
    Dataset augmented = plain.augmented(5, Augmentation.randomCrop(2));
    float[] before = Numbers.read(plain, 0);
    List<Integer> moves = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      float[] after = Numbers.read(augmented, 2, i);
      int move = findMove(before, after);
      if (!moves.contains(move)) {
        moves.add(move);
      }
    }
    assertThat(moves).hasSize(25);
  }

  /** The one move that explains an image, as down * 10 + right. */
  private static int findMove(float[] before, float[] after) {
    for (int down = -2; down <= 2; down++) {
      for (int right = -2; right <= 2; right++) {
        if (java.util.Arrays.equals(after, moved(before, down, right))) {
          return down * 10 + right;
        }
      }
    }
    throw new AssertionError("no move explains the image");
  }

  private static float[] moved(float[] before, int down, int right) {
    float[] after = new float[before.length];
    for (int i = 0; i < after.length; i++) {
      int row = i / SIDE % SIDE - down;
      int column = i % SIDE - right;
      boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
      int plane = i / (SIDE * SIDE) * SIDE * SIDE;
      after[i] = inside ? before[plane + row * SIDE + column] : -1f;
    }
    return after;
  }

  @Test
  void depends_on_seed_epoch_and_example_only() {
    Dataset one = images(40).augmented(9, Augmentation.randomCrop(2));
    Dataset other = images(40).augmented(9, Augmentation.randomCrop(2));
    for (int i = 39; i >= 0; i--) {
      Numbers.read(other, 0, i);
    }
    boolean epochsDiffer = false;
    for (int i = 0; i < 40; i++) {
      assertThat(Numbers.read(one, 3, i)).isEqualTo(Numbers.read(other, 3, i));
      epochsDiffer |= !java.util.Arrays.equals(Numbers.read(one, 3, i), Numbers.read(one, 4, i));
    }
    assertThat(epochsDiffer).isTrue();
  }

  @Test
  void follows_examples_through_other_views() {
    Dataset augmented = images(10).augmented(9, Augmentation.randomCrop(2));
    assertThat(Numbers.read(augmented.range(4, 9), 1, 0)).isEqualTo(Numbers.read(augmented, 1, 4));
    float[] signed = Numbers.read(augmented.scaledTo(PixelRange.SIGNED), 1, 4);
    float[] unit = Numbers.read(augmented, 1, 4);
    for (int i = 0; i < unit.length; i++) {
      assertThat(signed[i]).isEqualTo(unit[i] * 2 - 1);
    }
  }

  @Test
  void refuses_a_crop_that_changes_nothing() {
    assertThatThrownBy(() -> Augmentation.randomCrop(0))
        .hasMessage("randomCrop(0) would change nothing\n    use a padding of at least 1 pixel");
  }
}
