package dev.figment.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferentiableAugmentationTest {
  static Stream<DifferentiableAugmentation> all() {
    return Stream.of(
        DifferentiableAugmentation.COLOUR,
        DifferentiableAugmentation.TRANSLATION,
        DifferentiableAugmentation.CUTOUT);
  }

  private static NdArray run(DifferentiableAugmentation augmentation, NdArray images, int step) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Graph graph = new Graph();
      graph.randomness(
          graph.constant(NdArray.of(new int[] {1, 2}, 2)),
          graph.constant(NdArray.of(new int[] {step}, 1)),
          0);
      Tensor x = graph.input("x", images.getType());
      graph.output("y", augmentation.apply(x));
      Executable program = backend.compile(graph.build("test"));
      program.run(images);
      return program.read("y");
    }
  }

  /** Images of count x channels x side x side, all pixels of which differ. */
  private static NdArray images(int count, int channels, int side) {
    NdArray images = NdArray.zeros(TensorType.f32(count, channels, side, side));
    for (int i = 0; i < images.getSize(); i++) {
      images.floats()[i] = 1 + i % (channels * side * side);
    }
    return images;
  }

  @ParameterizedTest
  @MethodSource("all")
  void changes_each_image_in_its_own_way_and_others_in_other_steps(
      DifferentiableAugmentation augmentation) {
    NdArray images = images(24, 1, 8);
    NdArray y = run(augmentation, images, 1);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      float[] image = java.util.Arrays.copyOfRange(y.floats(), 64 * i, 64 * (i + 1));
      kinds.add(java.util.Arrays.toString(image));
    }
    assertThat(kinds).hasSizeGreaterThan(5);
    assertThat(run(augmentation, images, 1)).isEqualTo(y);
    assertThat(run(augmentation, images, 2)).isNotEqualTo(y);
  }

  /** Of the sum of squares, a quadratic, whose central differences are exact. */
  @ParameterizedTest
  @MethodSource("all")
  void gradients_flow_through_it_twice(DifferentiableAugmentation augmentation) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Graph graph = new Graph();
      graph.randomness(
          graph.constant(NdArray.of(new int[] {1, 2}, 2)),
          graph.constant(NdArray.of(new int[] {7}, 1)),
          0);
      Tensor x = graph.input("x", TensorType.of(DType.F32, Shape.of(2, 3, 4, 5)));
      Tensor loss = augmentation.apply(x).square().sum();
      Tensor gradient = loss.gradient(x);
      graph.output("loss", loss);
      graph.output("gradient", gradient);
      graph.output("second", gradient.square().sum().gradient(x));
      Executable program = backend.compile(graph.build("test"));
      NdArray at = NdArray.zeros(TensorType.f32(2, 3, 4, 5));
      for (int i = 0; i < at.getSize(); i++) {
        at.floats()[i] = (float) Math.sin(i);
      }
      program.run(at);
      NdArray slopes = program.read("gradient");
      NdArray second = program.read("second");
      for (int i = 0; i < at.getSize(); i += 7) {
        float old = at.floats()[i];
        at.floats()[i] = old + 0.5f;
        program.run(at);
        double up = program.read("loss").get(0);
        double upSquares = squares(program.read("gradient"));
        at.floats()[i] = old - 0.5f;
        program.run(at);
        double down = program.read("loss").get(0);
        double downSquares = squares(program.read("gradient"));
        at.floats()[i] = old;
        assertThat(slopes.get(i)).isCloseTo(up - down, within(2e-4 * (1 + Math.abs(up - down))));
        double expected = upSquares - downSquares;
        assertThat(second.get(i)).isCloseTo(expected, within(2e-3 * (1 + Math.abs(expected))));
      }
    }
  }

  private static double squares(NdArray array) {
    double sum = 0;
    for (int i = 0; i < array.getSize(); i++) {
      sum += array.get(i) * array.get(i);
    }
    return sum;
  }

  @Test
  void translation_moves_by_at_most_an_eighth_and_brings_zeros() {
    int side = 16;
    NdArray images = images(40, 1, side);
    NdArray y = run(DifferentiableAugmentation.TRANSLATION, images, 1);
    Set<Integer> rows = new HashSet<>();
    Set<Integer> columns = new HashSet<>();
    for (int image = 0; image < 40; image++) {
      // The pixel in the middle says by how much the image was moved.
      int base = image * side * side;
      int middle = (int) y.get(base + 8 * side + 8) - 1;
      int down = middle / side - 8;
      int across = middle % side - 8;
      rows.add(down);
      columns.add(across);
      for (int r = 0; r < side; r++) {
        for (int c = 0; c < side; c++) {
          int fromRow = r + down;
          int fromColumn = c + across;
          boolean inside = fromRow >= 0 && fromRow < side && fromColumn >= 0 && fromColumn < side;
          assertThat(y.get(base + r * side + c))
              .isEqualTo(inside ? 1 + fromRow * side + fromColumn : 0);
        }
      }
    }
    assertThat(rows).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    assertThat(columns).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
  }

  @Test
  void cutout_blanks_a_quarter_at_most_and_nothing_else() {
    NdArray images = images(40, 2, 8);
    NdArray y = run(DifferentiableAugmentation.CUTOUT, images, 1);
    int most = 0;
    for (int image = 0; image < 40; image++) {
      int blank = 0;
      for (int i = image * 128; i < (image + 1) * 128; i++) {
        assertThat(y.get(i) == 0 || y.get(i) == images.get(i)).isTrue();
        blank += y.get(i) == 0 ? 1 : 0;
      }
      assertThat(blank).isBetween(2, 32);
      most = Math.max(most, blank);
    }
    assertThat(most).isEqualTo(32);
  }

  @Test
  void colour_keeps_order_within_an_image() {
    NdArray y = run(DifferentiableAugmentation.COLOUR, images(8, 1, 4), 1);
    for (int image = 0; image < 8; image++) {
      for (int i = image * 16 + 1; i < (image + 1) * 16; i++) {
        double step = y.get(i) - y.get(i - 1);
        assertThat(step).isBetween(0.5 - 1e-4, 1.5 + 1e-4);
      }
    }
  }

  @Test
  void refuses_vectors_and_unknown_names() {
    assertThatThrownBy(
            () -> run(DifferentiableAugmentation.CUTOUT, NdArray.of(new float[4], 2, 2), 1))
        .hasMessage(
            "the augmentation cutout takes images [N, C, H, W], not [2, 2]\n"
                + "    leave it out for other data");
    assertThatThrownBy(() -> DifferentiableAugmentation.named("blur"))
        .hasMessage(
            "there is no augmentation named blur\n    choose colour, translation or cutout");
  }
}
